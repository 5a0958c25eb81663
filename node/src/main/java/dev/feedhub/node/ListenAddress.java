package dev.feedhub.node;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where to listen: {@code 127.0.0.1:2112}, {@code [::1]:2112} or {@code localhost:2112}; port 0 is any that is free. */
final class ListenAddress implements ITypeConverter<InetSocketAddress> {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+\\]|[^:\\[\\]]+):([0-9]{1,5})");
    private static final int LARGEST_PORT = 65_535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(2)) > LARGEST_PORT) {
            throw new TypeConversionException(
                    "\"" + text + "\" is no address; allowed is HOST:PORT, as 127.0.0.1:2112 or [::1]:2112");
        }
        InetSocketAddress found = new InetSocketAddress(address.group(1), Integer.parseInt(address.group(2)));
        if (found.isUnresolved()) {
            throw new TypeConversionException("\"" + text + "\": this machine knows no address of that host");
        }
        return found;
    }
}
