package dev.feedhub.node;

import dev.feedhub.HubConfig;
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
            "those of all files in the folder; bytes per entry are rounded down.",
            "",
            "Exit status: 0; 1 where the store cannot be read; 2 for bad usage.",
            "",
            "Examples:",
            "  feedhub span --path events",
            "  feedhub span --path events --format json",
            "",
        })
final class SpanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final StoreOptions store = new StoreOptions();

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
        HubConfig config = store.config();
        return ReadSession.run(
                terminal.data(),
                config,
                (reader, ctx, out) -> StoreFacts.of(ctx, reader.history(), StoreOptions.folder(config))
                        .print(format.format(), out));
    }
}
