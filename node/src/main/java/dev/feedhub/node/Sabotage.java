package dev.feedhub.node;

import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a sabotaged store does wrong with one of its records whenever that is read. */
enum Sabotage {
    /** It leaves the record out. */
    SKIP {
        @Override
        List<StoredRecord> tamper(List<StoredRecord> records, long victim) {
            return records.stream()
                    .filter(stored -> stored.cursor().position() != victim)
                    .toList();
        }
    },
    /** It gives the record twice. */
    REPEAT {
        @Override
        List<StoredRecord> tamper(List<StoredRecord> records, long victim) {
            List<StoredRecord> tampered = new ArrayList<>(records);
            records.stream()
                    .filter(stored -> stored.cursor().position() == victim)
                    .forEach(stored -> {
                        tampered.add(tampered.indexOf(stored), stored);
                    });
            return tampered;
        }
    };

    abstract List<StoredRecord> tamper(List<StoredRecord> records, long victim);

    /** Reads it from a command line. */
    static final class Converter implements ITypeConverter<Sabotage> {
        @Override
        public Sabotage convert(String text) {
            return switch (text) {
                case "skip" -> SKIP;
                case "repeat" -> REPEAT;
                default -> throw new TypeConversionException("\"" + text + "\"; skip or repeat is allowed");
            };
        }
    }
}
