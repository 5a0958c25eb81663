package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.Entry;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object for each entry: {@code {"cursor":"…","time":"2026-…Z","label":"a/b","data":"text"}}. Data that are not UTF-8 are under
 * {@code base64} instead; where there are none, {@code data} is null.
 */
final class JsonEntries implements EntryRenderer {
    private final StringBuilder json = new StringBuilder(256);

    @Override
    public byte[] render(Entry<byte[]> entry) {
        json.setLength(0);
        json.append("{\"cursor\":\"").append(entry.cursor());
        json.append("\",\"time\":\"").append(entry.time()).append("\",\"label\":");
        JsonText.quote(json, entry.label());
        appendData(entry.data());
        return json.append('}').toString().getBytes(UTF_8);
    }

    private void appendData(byte @Nullable [] data) {
        if (data == null) {
            json.append(",\"data\":null");
            return;
        }
        Optional<String> text = PayloadText.of(data);
        if (text.isPresent()) {
            JsonText.quote(json.append(",\"data\":"), text.get());
        } else {
            json.append(",\"base64\":\"")
                    .append(Base64.getEncoder().encodeToString(data))
                    .append('"');
        }
    }
}
