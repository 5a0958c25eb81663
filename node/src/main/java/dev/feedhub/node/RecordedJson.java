package dev.feedhub.node;

import java.math.BigInteger;
import java.util.IdentityHashMap;
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

    private static final int MOST_FORMS = 10_000;

    /** How a field is written, as its annotations say. */
    private enum Form {
        TIME,
        DURATION,
        UNSIGNED,
        AS_IT_IS;

        static Form of(ValueDescriptor field) {
            if (field.isArray()) {
                return AS_IT_IS;
            } else if (field.getAnnotation(Timestamp.class) != null) {
                return TIME;
            } else if (field.getAnnotation(Timespan.class) != null) {
                return DURATION;
            }
            return field.getAnnotation(Unsigned.class) != null ? UNSIGNED : AS_IT_IS;
        }
    }

    private final StringBuilder out = new StringBuilder(512);
    private final IdentityHashMap<ValueDescriptor, Form> forms =
            new IdentityHashMap<>(); // looking annotations up is slow

    /** Writes an event; one thread at a time. */
    String of(RecordedEvent event) {
        if (forms.size() > MOST_FORMS) {
            forms.clear(); // each file of the recorder brings descriptors of its own
        }
        out.setLength(0);
        JsonText.quote(out.append("{\"event\":"), event.getEventType().getName());
        fields("", event, 1);
        return out.append('}').toString();
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

    private @Nullable Object value(RecordedObject object, ValueDescriptor field) {
        String name = field.getName();
        return switch (forms.computeIfAbsent(field, Form::of)) {
            case TIME -> object.getInstant(name);
            case DURATION -> object.getDuration(name);
            case UNSIGNED -> new BigInteger(Long.toUnsignedString(object.getLong(name)));
            case AS_IT_IS -> object.getValue(name);
        };
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
