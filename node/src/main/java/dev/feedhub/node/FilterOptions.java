package dev.feedhub.node;

import dev.feedhub.LabelFilter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which labels are wanted. */
final class FilterOptions {
    @Option(
            names = "--label",
            paramLabel = "GLOB",
            converter = GlobConverter.class,
            description = "Only labels like this, in which * is any run of characters; may be repeated: one is enough.")
    private final List<LabelFilter> wanted = new ArrayList<>();

    @Option(
            names = "--not-label",
            paramLabel = "GLOB",
            converter = GlobConverter.class,
            description = "No labels like this; may be repeated.")
    private final List<LabelFilter> unwanted = new ArrayList<>();

    LabelFilter filter() {
        LabelFilter some = wanted.isEmpty() ? LabelFilter.any() : LabelFilter.anyOf(wanted);
        return unwanted.isEmpty() ? some : some.except(LabelFilter.anyOf(unwanted));
    }

    /** Reads a glob. */
    static final class GlobConverter implements ITypeConverter<LabelFilter> {
        @Override
        public LabelFilter convert(String text) {
            try {
                return LabelFilter.glob(text);
            } catch (IllegalArgumentException notAllowed) {
                throw new TypeConversionException(notAllowed.getMessage());
            }
        }
    }
}
