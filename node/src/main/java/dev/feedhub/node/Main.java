package dev.feedhub.node;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /**
     * Runs a command line and exits with its status.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(FeedhubCommand.run(Terminal.ofProcess(), args));
    }
}
