package dev.feedhub.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code feedhub span}. */
@Command(
        name = "span",
        sortOptions = false,
        header = {"Tells what a store holds, in numbers.", ""},
        description = {
            "Tells what a store holds, also while another process writes it.",
            "",
        },
        footer = {
            "",
            "The floor is the newest entry that retention or trim has removed. Bytes are",
            "those of all files in the folder; bytes per entry are rounded down. Of a node's",
            "store they are not told.",
            "",
            "Exit status: 0; 1 where the store cannot be read; 2 for bad usage.",
            "",
            "Examples:",
            "  feedhub span --path events",
            "  feedhub span --path events --format json",
            "  feedhub span --node http://127.0.0.1:2112",
            "",
        })
final class SpanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final StoreOrNode store = new StoreOrNode();

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    SpanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return ReadSession.run(
                terminal.data(),
                store::open,
                (reader, ctx, out) ->
                        StoreFacts.of(ctx, reader.history(), store.folder()).print(format.format(), out));
    }
}
