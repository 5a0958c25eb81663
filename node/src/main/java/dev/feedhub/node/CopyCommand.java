package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedhub copy}. */
@Command(
        name = "copy",
        sortOptions = false,
        header = {"Copies a store, also one in use.", ""},
        description = {
            "Copies a store as it is at one moment, also while another process writes it:",
            "the way to make a backup. The files of a store in use cannot simply be copied.",
            "",
        },
        footer = {
            "",
            "Told is what the copy holds, as feedhub span would.",
            "",
            "Exit status: 0; 1 where it cannot be copied, and the target is no store then;",
            "2 for bad usage.",
            "",
            "Examples:",
            "  feedhub copy --path events --to backup/events-2026-01-31",
            "",
        })
final class CopyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the copy, which is not there yet, or empty.")
    private Path target = Path.of("");

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    CopyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        HubConfig config = store.config();
        StoreOptions.provider(config).copy(Context.background(), StoreOptions.toRead(config), target);
        HubConfig copied = store.configAt(target);
        return ReadSession.run(
                terminal.data(),
                copied,
                (reader, ctx, out) -> StoreFacts.of(ctx, reader.history(), StoreOptions.folder(copied))
                        .print(format.format(), out));
    }
}
