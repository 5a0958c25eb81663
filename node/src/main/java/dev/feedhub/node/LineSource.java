package dev.feedhub.node;

import dev.feedhub.node.SourcePublisher.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the lines of an input as fast as the feed takes them. A line that cannot be an item is refused: it is counted, and the
 * first of each kind is told.
 */
final class LineSource implements Source {
    /** Lines of one kind that need telling. */
    private static final class Told {
        private final String what;
        private final AtomicLong count = new AtomicLong();
        private volatile String first = "";

        Told(String what) {
            this.what = what;
        }

        void add(long line, String detail) {
            if (count.get() == 0) {
                first = "line " + line + (detail.isEmpty() ? "" : ", " + detail);
            }
            count.incrementAndGet();
        }

        Stream<String> note() {
            return count.get() == 0
                    ? Stream.of()
                    : Stream.of(
                            "input: " + count + (count.get() == 1 ? " line " : " lines ") + what + "; first: " + first);
        }
    }

    private final LineReader lines;
    private final LineLabels labels;
    private final SourcePublisher publisher;
    private final Thread thread = new Thread(this::run, "feedhub-demo-input");
    private final Told malformed = new Told("refused, not UTF-8");
    private final Told refused = new Told("refused, too large or with a label that cannot be one");
    private final Told unlabelled = new Told("published under the default label, for want of the field");

    private long line; // for the thread only

    // written by the thread only
    private volatile boolean exhausted;
    private volatile boolean ended; // publishing has
    private volatile @Nullable String failure;

    private volatile boolean cutShort; // stopped while there may have been more

    LineSource(InputStream in, int longestLine, LineLabels labels, SourcePublisher publisher) {
        this.lines = LineReader.ofText(in, longestLine);
        this.labels = labels;
        this.publisher = publisher;
        thread.setUncaughtExceptionHandler((failed, cause) -> failure = "after line " + line + ": " + cause);
        thread.setDaemon(true); // reading a terminal or pipe cannot be interrupted
    }

    private void run() {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        try (lines) {
            while (!ended && lines.next()) {
                line++;
                if (lines.isTooLong()) {
                    refused.add(line, lines.length() + " bytes are more than feed and store take");
                } else {
                    publish(utf8, lines.bytes());
                }
            }
        } catch (IOException unreadable) {
            failure = "cannot be read after line " + line + ": " + unreadable.getMessage();
        } finally {
            exhausted = true;
        }
    }

    private void publish(CharsetDecoder utf8, ByteBuffer bytes) {
        String text;
        try {
            text = utf8.decode(bytes).toString();
        } catch (CharacterCodingException notText) {
            malformed.add(line, "malformed at byte " + (bytes.position() + 1));
            return;
        }
        Optional<String> label = labels.of(text).filter(own -> !own.startsWith(Journals.FLIGHT_RECORDER_PREFIX));
        if (label.isEmpty()) {
            unlabelled.add(line, "");
        }
        Outcome outcome = publisher.publish(label.orElse(labels.defaultLabel()), text);
        if (outcome == Outcome.REFUSED) {
            refused.add(line, publisher.refusal());
        }
        ended = outcome == Outcome.ENDED;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        cutShort = !exhausted;
        publisher.stop();
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public SourceResult result() {
        Stream<String> rest = cutShort && failure == null && publisher.failure().isEmpty()
                ? Stream.of("input: publishing ended after " + publisher.published() + " items, before the input did")
                : Stream.of();
        List<String> notes = Stream.of(malformed.note(), refused.note(), unlabelled.note(), rest)
                .flatMap(note -> note)
                .collect(Collectors.toList());
        return new SourceResult(
                "input",
                publisher.published(),
                malformed.count.get() + refused.count.get(),
                publisher.nanos(),
                notes,
                publisher.failure().or(() -> Optional.ofNullable(failure)));
    }
}
