package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The producers who published lately: {@value #MOST} of them, in memory. One who is not known any more is told so, and cannot tell what became
 * of the request that he did not hear of.
 */
final class Producers {
    /** How many items a numbered request has at most: so many receipts are kept for each producer. */
    static final int MOST_ITEMS = 1_000;

    private static final String ID = "Feedhub-Producer";
    private static final String NUMBER = "Feedhub-Sequence";
    private static final int MOST = 1_000;
    private static final Pattern IDS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,18}");

    private final Map<String, Producer> known = new LinkedHashMap<>(16, 0.75f, true); // guarded by itself

    /**
     * Who publishes, and the number of his first item.
     *
     * @param producer who
     * @param first the number
     */
    record Numbered(Producer producer, long first) {}

    static boolean areNumbered(HttpFields headers) {
        return headers.contains(ID) || headers.contains(NUMBER);
    }

    /**
     * What the headers of a request say; empty where its items have no numbers.
     *
     * @param introduces whether the request has no items: then it makes a producer known. What has items does not, as that may be what was
     *     stored before the producer was forgotten
     * @throws Fault if it is not allowed, or the producer is not known
     */
    Optional<Numbered> of(HttpFields headers, boolean introduces) {
        String id = headers.get(ID);
        String number = headers.get(NUMBER);
        if (!areNumbered(headers)) {
            return Optional.empty();
        }
        require(id, IDS, ID, "1 to 64 of A-Z, a-z, 0-9, _ and -");
        long first = Long.parseLong(require(number, NUMBERS, NUMBER, "a whole number"));
        return Optional.of(new Numbered(known(String.valueOf(id), introduces), first));
    }

    private static String require(@Nullable String value, Pattern allowed, String header, String text) {
        if (value == null || !allowed.matcher(value).matches()) {
            throw Fault.invalidRequest("the header " + header + " is "
                    + (value == null ? "missing" : Texts.quoted(value)) + ": allowed is " + text);
        }
        return value;
    }

    private Producer known(String id, boolean introduces) {
        synchronized (known) {
            Producer producer = known.get(id);
            if (producer == null && !introduces) {
                throw new Fault(
                        Kind.UNKNOWN_PRODUCER,
                        "the producer " + id
                                + " is not known, or not any more: one that is new begins with an empty array");
            } else if (producer == null) {
                producer = new Producer();
                known.put(id, producer);
                forgetOldest();
            }
            return producer;
        }
    }

    private void forgetOldest() {
        if (known.size() > MOST) {
            Iterator<Producer> oldest = known.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
