package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Reader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which store, or whose: that of a folder, or that of a node, which is asked. */
final class StoreOrNode {
    @Option(
            names = "--node",
            paramLabel = "URL",
            converter = NodeAddress.class,
            description = "Ask the node at this address, as http://127.0.0.1:2112, in place of a folder.",
            order = -10)
    private @Nullable URI node;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    /** The store of the options. */
    StoreOptions store() {
        return store;
    }

    /**
     * The node; empty where it is a store.
     *
     * @throws ConfigException if it is both
     */
    Optional<URI> node() {
        if (node != null && store.isGiven()) {
            throw new ConfigException(
                    "--node " + node + ": a node has a store; --path, --store, --config and --set are for another");
        }
        return Optional.ofNullable(node);
    }

    /** Opens it to read. */
    Reader<byte[]> open() {
        return node().<Reader<byte[]>>map(NodeAddress::open)
                .orElseGet(() -> Reader.open(store.config(), Codec.bytes()));
    }

    /** The folder of the store; empty where there is none here. */
    Optional<Path> folder() {
        return node().isPresent() ? Optional.empty() : StoreOptions.folder(store.config());
    }
}
