package dev.feedhub.store.lmdb;

import dev.feedhub.LabelFilter;
import java.util.List;
import java.util.Random;

/** Kinds of labels that an index has to cope with. */
enum Labels {
    /** A few, as most programs have. */
    FEW {
        @Override
        String label(int number) {
            return List.of("", "a", "a/b", "a/b/c", "b", "ü/ß", "a\0b", "a\0").get(number % 8);
        }
    },
    /** So many that blocks have more than the index lists. */
    MANY {
        @Override
        String label(int number) {
            return "topic/" + number % 5 + "/" + number;
        }
    },
    /** Rare ones among very common ones. */
    SKEWED {
        @Override
        String label(int number) {
            return number % 50 == 0 ? "rare/" + number % 7 : "common/" + number % 3;
        }
    },
    /** Long ones that differ only at their ends. */
    LONG {
        @Override
        String label(int number) {
            return "long/" + "x".repeat(1_000) + number % 20;
        }
    };

    private static final int NUMBERS = 1_500;

    abstract String label(int number);

    String next(Random random) {
        return label(random.nextInt(NUMBERS));
    }

    LabelFilter filter(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> LabelFilter.any();
            case 1 -> LabelFilter.exactly(next(random));
            case 2 -> LabelFilter.glob(beginning(random) + "*");
            case 3 -> LabelFilter.glob("*" + random.nextInt(10));
            case 4 -> LabelFilter.anyOf(LabelFilter.exactly(next(random)), LabelFilter.glob(beginning(random) + "*1"));
            default -> LabelFilter.glob(beginning(random) + "*").except(LabelFilter.exactly(next(random)));
        };
    }

    private String beginning(Random random) {
        String label = next(random);
        return label.substring(0, random.nextInt(label.length() + 1));
    }
}
