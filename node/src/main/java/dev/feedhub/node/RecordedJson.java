package dev.feedhub.node;

import java.math.BigInteger;
import java.util.List;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * A flight-recorder event as one flat JSON object: {@code {"event":"jdk.ThreadPark","startTime":"2026-…Z","duration":"PT0.1S",…}}.
 *
 * <p>Times are ISO 8601. A thread, class, class loader or method is its name, a stack trace its topmost frame; the fields of any
 * other object follow under {@code <field>.<its field>}, {@value #MOST_DEPTH} deep, beyond which only its type is told.
 */
final class RecordedJson {
    private static final int MOST_DEPTH = 3;
    private static final int MOST_ELEMENTS = 64;

    private final StringBuilder out = new StringBuilder(256);

    private RecordedJson() {}

    static String of(RecordedEvent event) {
        RecordedJson json = new RecordedJson();
        JsonText.quote(json.out.append("{\"event\":"), event.getEventType().getName());
        json.fields("", event, 1);
        return json.out.append('}').toString();
    }

    private void fields(String prefix, RecordedObject object, int depth) {
        for (ValueDescriptor field : object.getFields()) {
            String key = prefix + field.getName();
            @Nullable Object value = value(object, field);
            if (value instanceof RecordedObject nested && named(nested) == null && depth < MOST_DEPTH) {
                fields(key + ".", nested, depth + 1);
            } else {
                JsonText.quote(out.append(','), key).append(':');
                append(value);
            }
        }
    }

    private static @Nullable Object value(RecordedObject object, ValueDescriptor field) {
        String name = field.getName();
        if (!field.isArray()) {
            if (field.getAnnotation(Timestamp.class) != null) {
                return object.getInstant(name);
            }
            if (field.getAnnotation(Timespan.class) != null) {
                return object.getDuration(name);
            }
            if (field.getAnnotation(Unsigned.class) != null) {
                return new BigInteger(Long.toUnsignedString(object.getLong(name)));
            }
        }
        return object.getValue(name);
    }

    private void append(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            boolean finite = Double.isFinite(number.doubleValue());
            out.append(finite ? "" : "\"").append(number).append(finite ? "" : "\"");
        } else if (value instanceof Object[] elements) {
            append(elements);
        } else if (value instanceof RecordedObject object) {
            String name = named(object);
            JsonText.quote(out, name == null ? object.getClass().getSimpleName() : name);
        } else {
            JsonText.quote(out, value.toString());
        }
    }

    private void append(Object[] elements) {
        out.append('[');
        for (int i = 0; i < Math.min(elements.length, MOST_ELEMENTS); i++) {
            out.append(i == 0 ? "" : ",");
            append(elements[i]);
        }
        out.append(elements.length > MOST_ELEMENTS ? ",\"…\"]" : "]");
    }

    /** What stands for an object that has a name; null for any other. */
    private static @Nullable String named(RecordedObject object) {
        if (object instanceof RecordedThread thread) {
            return thread.getJavaName() == null ? String.valueOf(thread.getOSName()) : thread.getJavaName();
        } else if (object instanceof RecordedClass type) {
            return type.getName();
        } else if (object instanceof RecordedClassLoader loader) {
            return String.valueOf(loader.getName());
        } else if (object instanceof RecordedMethod method) {
            return method.getType().getName() + "." + method.getName();
        } else if (object instanceof RecordedStackTrace trace) {
            List<RecordedFrame> frames = trace.getFrames();
            return frames.isEmpty() ? "" : named(frames.get(0));
        } else if (object instanceof RecordedFrame frame) {
            return named(frame.getMethod()) + ":" + frame.getLineNumber();
        }
        return null;
    }
}
