package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.client.ClientOptions;
import dev.feedhub.client.FeedhubClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a node is: {@code http://127.0.0.1:2112}. */
final class NodeAddress implements ITypeConverter<URI> {
    private static final Duration PATIENCE = Duration.ofSeconds(2); // of somebody at a terminal

    /** A client of the node there. */
    static FeedhubClient<byte[]> open(URI node) {
        return FeedhubClient.open(ClientOptions.of(node).patience(PATIENCE), Codec.bytes());
    }

    @Override
    public URI convert(String text) {
        try {
            return ClientOptions.of(new URI(text)).node();
        } catch (URISyntaxException | IllegalArgumentException wrong) {
            throw new TypeConversionException("\"" + text + "\" is no address of a node; allowed is http://HOST:PORT");
        }
    }
}
