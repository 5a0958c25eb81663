package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedhub stores}. */
@Command(
        name = "stores",
        sortOptions = false,
        header = {"Lists the stores that are here, and their settings.", ""},
        description = {
            "Lists the stores that are here, each with its settings: key, what it does, what",
            "is allowed, and the default. The store none, which keeps nothing, is always",
            "there and has no settings.",
            "",
        },
        footer = {
            "",
            "A setting can be given with --set KEY=VALUE, in the file of --config, and in",
            "the environment: FEEDHUB_CFG_FEED_CAPACITY sets feedhub.feed.capacity. The",
            "commands here take the store lmdb where nothing says otherwise.",
            "",
            "With --format json there is an object in each line, one for each setting.",
            "",
            "Exit status: 0; 1 where the output cannot be written; 2 for bad usage.",
            "",
            "Examples:",
            "  feedhub stores",
            "  feedhub stores --hub --format json",
            "",
        })
final class StoresCommand implements Callable<Integer> {
    private static final int WIDTH = 60; // for narrow terminals too

    private final Terminal terminal;

    @Option(names = "--hub", description = "The settings of the hub too, which are the same with every store.")
    private boolean hub;

    @Mixin
    private final Facts.Choice format = new Facts.Choice();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli writes it
    private final HelpOption help = new HelpOption();

    StoresCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DataOutput out = new DataOutput(terminal.data());
        if (hub) {
            print("hub", HubConfig.settings(), out);
        }
        Stores.found().forEach((name, provider) -> print("store " + name, provider.options(), out));
        out.flush();
        return ExitStatus.OK;
    }

    private void print(String owner, List<Setting<?>> settings, DataOutput out) {
        if (format.format() == Facts.Format.JSON) {
            settings.forEach(setting -> new Facts()
                    .add("of", owner)
                    .add("key", setting.key())
                    .add("allowed", setting.allowed())
                    .add("default", defaultText(setting))
                    .add("meaning", setting.description())
                    .print(Facts.Format.JSON, out));
            return;
        }
        out.line(owner);
        for (Setting<?> setting : settings) {
            out.line("  " + setting.key());
            WrappedText.lines(setting.description(), WIDTH, "      ").forEach(out::line);
            WrappedText.lines("allowed: " + setting.allowed(), WIDTH, "      ").forEach(out::line);
            out.line("      default: " + defaultText(setting).orElse("none, it must be set"));
        }
        out.line("");
    }

    private static Optional<String> defaultText(Setting<?> setting) {
        try {
            return Optional.of(setting.defaultText());
        } catch (ConfigException mustBeSet) {
            return Optional.empty();
        }
    }
}
