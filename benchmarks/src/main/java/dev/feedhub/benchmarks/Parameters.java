package dev.feedhub.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** The setting of a row, as {@code key=value} words. */
record Parameters(Map<String, String> values) {
    static Parameters of(Iterable<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + word + "\" is not key=value");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Parameters(values);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new NoSuchElementException("no parameter " + key + " among " + values);
        }
        return value;
    }

    int number(String key) {
        return Integer.parseInt(text(key));
    }

    boolean is(String key) {
        return Boolean.parseBoolean(values.getOrDefault(key, "false"));
    }
}
