package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.Entry;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For people: {@code <cursor>  <time>  <label>  <data>}, all of it printable, and data no longer than {@value #LONGEST} characters. */
final class LongEntries implements EntryRenderer {
    private static final int LONGEST = 80;
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public byte[] render(Entry<byte[]> entry) {
        String line = entry.cursor() + "  " + entry.time().truncatedTo(ChronoUnit.MILLIS) + "  "
                + printable(entry.label(), Integer.MAX_VALUE) + "  " + data(entry.data());
        return line.getBytes(UTF_8);
    }

    private static String data(byte @Nullable [] data) {
        if (data == null) {
            return "(no data)";
        }
        Optional<String> text = PayloadText.of(data);
        return text.isPresent()
                ? printable(text.get(), LONGEST)
                : printable("0x" + HEX.formatHex(data, 0, Math.min(data.length, LONGEST)), LONGEST);
    }

    /** Escapes what a terminal would act on or not show; cuts after so many characters. */
    static String printable(String text, int longest) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (out.length() >= longest) {
                return out.append('…').toString();
            }
            append(out, c);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append("\\u{").append(Integer.toHexString(c)).append('}');
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
