package dev.feedhub.node;

import dev.feedhub.Cursor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a cursor from a command line. */
final class CursorConverter implements ITypeConverter<Cursor> {
    @Override
    public Cursor convert(String text) {
        try {
            return Cursor.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new TypeConversionException(malformed.getMessage());
        }
    }
}
