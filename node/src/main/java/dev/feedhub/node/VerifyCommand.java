package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.store.Verification;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code feedhub verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        header = {"Says what is wrong with a store.", ""},
        description = {
            "Reads everything there is in a store and says what is wrong with it, also while",
            "another process writes it. It changes nothing.",
            "",
        },
        footer = {
            "",
            "Each problem is a line of the error output, the first 100 of them.",
            "",
            "Exit status: 0 where all is well; 1 where it is not, or the store cannot be",
            "opened; 2 for bad usage.",
            "",
            "Examples:",
            "  feedhub verify --path events",
            "  feedhub verify --path events && feedhub copy --path events --to backup",
            "",
        })
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HubConfig config = store.config();
        Verification found = StoreOptions.provider(config).verify(Context.background(), StoreOptions.toRead(config));
        List<String> problems = found.problems();
        DataOutput out = new DataOutput(terminal.data());
        new Facts()
                .add("floor", StoreFacts.given(found.span().floor()))
                .add("newest", StoreFacts.given(found.span().newest()))
                .add("records", found.records())
                .add("bytes", found.bytes())
                .add("problems", problems.size())
                .print(format.format(), out);
        out.flush();
        problems.forEach(problem -> terminal.err().println("feedhub: " + problem));
        return problems.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
