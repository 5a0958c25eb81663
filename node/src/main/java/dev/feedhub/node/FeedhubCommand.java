package dev.feedhub.node;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private static final char UNDECODABLE = '\ufffd';

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    /**
     * Runs a command line.
     *
     * @return the exit status: 0 if all went well, 1 if not, 2 for bad usage, 130 and more where a signal would have ended it
     */
    static int run(Terminal terminal, String... args) {
        CommandLine feedhub = new CommandLine(new FeedhubCommand())
                .addSubcommand(new NodeCommand(terminal))
                .addSubcommand(new PublishCommand(terminal))
                .addSubcommand(new ScanCommand(terminal))
                .addSubcommand(new TailCommand(terminal))
                .addSubcommand(new SpanCommand(terminal))
                .addSubcommand(new ListenersCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new CopyCommand(terminal))
                .addSubcommand(new TrimCommand(terminal))
                .addSubcommand(new StoresCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setHelpFactory((spec, colors) -> {
                    spec.parser().separator(" "); // a value may follow = too, which only the help does not show
                    return new CommandLine.Help(spec, colors);
                })
                .setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()));
        feedhub.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            terminal.err().println("feedhub: " + wrong.getMessage());
            terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return ExitStatus.USAGE;
        });
        feedhub.setExecutionExceptionHandler((failed, command, parsed) -> {
            int status = ExitStatus.of(failed);
            if (status != ExitStatus.READER_GONE) {
                terminal.err().println("feedhub: " + ExitStatus.message(failed));
            }
            return status;
        });
        for (String arg : args) {
            if (arg.indexOf(UNDECODABLE) >= 0) {
                terminal.err()
                        .println("feedhub: argument \"" + arg + "\" has characters that the locale's charset, "
                                + System.getProperty("sun.jnu.encoding")
                                + ", does not have; set LC_ALL to one of UTF-8");
                return ExitStatus.USAGE;
            }
        }
        LogLines warnings = new LogLines(terminal.err());
        try {
            return feedhub.execute(args);
        } finally {
            warnings.close();
        }
    }
}
