package dev.feedhub.node;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code feedhub}: the command that holds the others. */
@Command(
        name = "feedhub",
        description = {
            "Routes events inside a JVM and lets every consumer resume exactly where it left off.",
            "",
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        footer = "feedhub <command> --help tells more.")
final class FeedhubCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private boolean help;

    /**
     * Runs a command line.
     *
     * @return the exit status: 0 if all went well, 1 if not, 2 for bad usage
     */
    static int run(Terminal terminal, String... args) {
        CommandLine feedhub = new CommandLine(new FeedhubCommand())
                .addSubcommand(new DemoCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()));
        feedhub.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            terminal.err().println("feedhub: " + wrong.getMessage());
            terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        feedhub.setExecutionExceptionHandler((failed, command, parsed) -> {
            terminal.err().println("feedhub: " + failed);
            return CommandLine.ExitCode.SOFTWARE;
        });
        return feedhub.execute(args);
    }
}
