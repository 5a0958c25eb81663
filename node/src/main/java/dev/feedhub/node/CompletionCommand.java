package dev.feedhub.node;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedhub completion}. */
@Command(
        name = "completion",
        header = {"Prints a script that completes commands in a shell.", ""},
        description = {
            "Prints a script with which bash and zsh complete the commands and options of",
            "feedhub.",
            "",
        },
        footer = {
            "",
            "Exit status: 0; 1 where the output cannot be written; 2 for bad usage.",
            "",
            "Examples:",
            "  source <(feedhub completion)       (in this shell; or in ~/.bashrc, ~/.zshrc)",
            "  feedhub completion >~/.local/share/bash-completion/completions/feedhub",
            "",
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine feedhub = Objects.requireNonNull(spec).root().commandLine();
        DataOutput out = new DataOutput(terminal.data());
        out.line(AutoComplete.bash(feedhub.getCommandName(), feedhub));
        out.flush();
        return ExitStatus.OK;
    }
}
