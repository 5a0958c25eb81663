package dev.feedhub;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Says which labels are wanted. A value: filters made in the same way are equal, and listeners with equal filters share one
 * channel of the hub.
 *
 * <p>Matching a label takes time in proportion to the label's length times the filter's size, never more: nothing backtracks.
 * A filter nests at most {@value #MAX_DEPTH} deep, holds at most {@value #MAX_PARTS} parts, and each of its labels and patterns has
 * at most {@value Label#MAX_BYTES} characters and, as labels do, no lone surrogate; anything else is an {@link
 * IllegalArgumentException}.
 */
public sealed interface LabelFilter {
    /** How deep {@link #anyOf} and {@link #except} may nest. */
    int MAX_DEPTH = 32;

    /** How many patterns and combinations a filter may hold in all. */
    int MAX_PARTS = 1_000;

    /**
     * Every label, the empty one too.
     *
     * @return always the same
     */
    static LabelFilter any() {
        return new Any();
    }

    /**
     * One label and no other.
     *
     * @param label the label; {@code *} stands for itself
     * @return the filter
     * @throws IllegalArgumentException if the label is too long or has a lone surrogate
     */
    static LabelFilter exactly(String label) {
        return new Exactly(label);
    }

    /**
     * The labels of a pattern, in which {@code *} matches any run of characters, also an empty one and also one with {@code
     * /}; every other character matches itself.
     *
     * @param pattern as {@code consensus/*}
     * @return the filter; without a {@code *} the one of {@link #exactly}, for {@code *} alone the one of {@link #any}
     * @throws IllegalArgumentException if the pattern, each run of stars as one, is too long, or if it has a lone surrogate
     */
    static LabelFilter glob(String pattern) {
        if (pattern.indexOf('*') < 0) {
            return new Exactly(pattern);
        }
        Glob glob = new Glob(pattern);
        return glob.pattern.equals("*") ? new Any() : glob;
    }

    /**
     * The labels that at least one of some filters wants.
     *
     * @param filters the filters, in any order, repeated or not; none wants no label
     * @return the filter; that of a single one is this one
     * @throws IllegalArgumentException if they are too many or too deep
     */
    static LabelFilter anyOf(LabelFilter... filters) {
        return anyOf(Arrays.asList(filters));
    }

    /**
     * The labels that at least one of some filters wants.
     *
     * @param filters the filters, in any order, repeated or not; none wants no label
     * @return the filter; that of a single one is this one
     * @throws IllegalArgumentException if they are too many or too deep
     */
    static LabelFilter anyOf(Collection<? extends LabelFilter> filters) {
        List<LabelFilter> distinct = List.copyOf(new LinkedHashSet<>(filters));
        return distinct.size() == 1 ? distinct.get(0) : new AnyOf(distinct);
    }

    /**
     * The labels that this wants and another does not.
     *
     * @param unwanted the filter whose labels are left out
     * @return the filter
     * @throws IllegalArgumentException if both together are too many or too deep
     */
    default LabelFilter except(LabelFilter unwanted) {
        return new Except(this, unwanted);
    }

    /**
     * Whether a label is wanted.
     *
     * @param label the label
     * @return whether it is
     */
    boolean matches(String label);

    /**
     * How many patterns and combinations this holds.
     *
     * @return at least 1
     */
    default int parts() {
        return 1;
    }

    /**
     * How deep this nests.
     *
     * @return at least 1
     */
    default int depth() {
        return 1;
    }

    /** Every label. */
    record Any() implements LabelFilter {
        @Override
        public boolean matches(String label) {
            return true;
        }

        @Override
        public String toString() {
            return "any";
        }
    }

    /**
     * One label.
     *
     * @param label the label
     */
    record Exactly(String label) implements LabelFilter {
        /**
         * Checks the label.
         *
         * @param label the label
         * @throws IllegalArgumentException if it is too long or has a lone surrogate
         */
        public Exactly {
            FilterLimits.checkText(Objects.requireNonNull(label, "label"));
        }

        @Override
        public boolean matches(String other) {
            return label.equals(other);
        }

        @Override
        public String toString() {
            return "exactly(" + QuotedText.of(label) + ")";
        }
    }

    /**
     * A pattern with at least one {@code *}.
     *
     * @param pattern the pattern, without two {@code *} in a row
     */
    record Glob(String pattern) implements LabelFilter {
        /**
         * Makes each run of {@code *} a single one, and checks the pattern.
         *
         * @param pattern the pattern
         * @throws IllegalArgumentException if it has no {@code *}, is too long, or has a lone surrogate
         */
        public Glob {
            pattern = FilterLimits.STARS
                    .matcher(Objects.requireNonNull(pattern, "pattern"))
                    .replaceAll("*");
            FilterLimits.checkText(pattern);
            FilterLimits.checkStar(pattern);
        }

        @Override
        public boolean matches(String label) {
            return GlobMatcher.matches(pattern, label);
        }

        @Override
        public String toString() {
            return "glob(" + QuotedText.of(pattern) + ")";
        }
    }

    /**
     * The labels of several filters.
     *
     * @param filters each once, in a fixed order
     */
    record AnyOf(List<LabelFilter> filters) implements LabelFilter {
        /**
         * Puts the filters into the order that makes equal sets equal.
         *
         * @param filters each once
         * @throws IllegalArgumentException if they are too many or too deep
         */
        public AnyOf {
            filters = FilterLimits.canonical(filters);
            FilterLimits.check(filters);
        }

        @Override
        public boolean matches(String label) {
            for (LabelFilter filter : filters) {
                if (filter.matches(label)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int parts() {
            return FilterLimits.parts(filters);
        }

        @Override
        public int depth() {
            return FilterLimits.depth(filters);
        }

        @Override
        public String toString() {
            return "anyOf" + filters;
        }
    }

    /**
     * The labels of one filter that are not those of another.
     *
     * @param wanted the filter whose labels are wanted
     * @param unwanted the filter whose labels are left out
     */
    record Except(LabelFilter wanted, LabelFilter unwanted) implements LabelFilter {
        /**
         * Checks the size.
         *
         * @param wanted the filter whose labels are wanted
         * @param unwanted the filter whose labels are left out
         * @throws IllegalArgumentException if both together are too many or too deep
         */
        public Except {
            Objects.requireNonNull(wanted, "wanted");
            Objects.requireNonNull(unwanted, "unwanted");
            FilterLimits.check(List.of(wanted, unwanted));
        }

        @Override
        public boolean matches(String label) {
            return wanted.matches(label) && !unwanted.matches(label);
        }

        @Override
        public int parts() {
            return FilterLimits.parts(List.of(wanted, unwanted));
        }

        @Override
        public int depth() {
            return FilterLimits.depth(List.of(wanted, unwanted));
        }

        @Override
        public String toString() {
            return "(" + wanted + " except " + unwanted + ")";
        }
    }
}
