package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.client.FeedhubClient;
import dev.feedhub.client.NodeListener;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedhub listeners}. */
@Command(
        name = "listeners",
        sortOptions = false,
        header = {"Lists the listeners that a node holds.", ""},
        description = {
            "Lists the listeners that a node holds for clients that take call by call: what",
            "each wants, how many entries wait for it, how many it has room for, and how many",
            "it has lost as it was too slow. Streams are not among them: they lose nothing.",
            "",
        },
        footer = {
            "",
            "Of each id the first characters are told: who knows it all can take from it.",
            "With --format json there is an object in each line, one for each listener.",
            "",
            "Exit status: 0; 1 where the node cannot be reached; 2 for bad usage.",
            "",
            "Examples:",
            "  feedhub listeners --node http://127.0.0.1:2112",
            "",
        })
final class ListenersCommand implements Callable<Integer> {
    private static final int COLUMN = 10;
    private static final int LONGEST_LABEL = 30; // for narrow terminals too

    private final Terminal terminal;

    @Option(
            names = "--node",
            paramLabel = "URL",
            converter = NodeAddress.class,
            required = true,
            description = "The address of the node, as http://127.0.0.1:2112.")
    private @Nullable URI node;

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    ListenersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DataOutput out = new DataOutput(terminal.data());
        try (FeedhubClient<byte[]> client = NodeAddress.open(Objects.requireNonNull(node))) {
            List<NodeListener> listeners = client.listeners(Context.background());
            if (format.format() == Facts.Format.JSON) {
                listeners.forEach(listener -> facts(listener).print(Facts.Format.JSON, out));
            } else {
                table(listeners).forEach(out::line);
            }
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static Facts facts(NodeListener listener) {
        return new Facts()
                .add("id", listener.id())
                .add("label", listener.label())
                .add("queued", listener.queued())
                .add("capacity", listener.capacity())
                .add("lost", listener.lost());
    }

    private static List<String> table(List<NodeListener> listeners) {
        TextTable table = new TextTable(COLUMN).row(List.of("label", "listener", "queued", "capacity", "lost"));
        for (NodeListener listener : listeners) {
            table.row(List.of(
                    LongEntries.printable(listener.label(), LONGEST_LABEL),
                    listener.id(),
                    Long.toString(listener.queued()),
                    Long.toString(listener.capacity()),
                    Long.toString(listener.lost())));
        }
        return table.lines();
    }
}
