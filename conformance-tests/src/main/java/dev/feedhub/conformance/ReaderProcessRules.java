package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import dev.feedhub.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader whose store is written by another process. */
interface ReaderProcessRules extends StoreUnderTest {
    int WRITTEN = 20_000;
    int ROUNDS = 3;
    int ACKNOWLEDGED = 30;

    @Test
    @IfThisFailsCheck(
            "that a reader sees what another process commits, whether it was opened before, meanwhile or afterwards")
    default void r01_aReaderGivesEveryEntryOfAnotherProcessOnce() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            ChildProcess child = workspace.child();
            child.ask("open WRITE");
            Cursor fifth = Cursor.parse(child.ask("append 1 5"));
            try (Reader<String> before = Reader.open(workspace.config(), Codec.utf8())) {
                List<Task<NumberFollower>> followers = new ArrayList<>();
                followers.add(follow(before, StreamOptions.oldest(), 1));
                followers.add(follow(before, StreamOptions.now(), 6));
                child.tell("write 6 " + (WRITTEN - 5) + " " + WRITTEN);
                try (Reader<String> meanwhile = Reader.open(workspace.config(), Codec.utf8())) {
                    followers.add(follow(meanwhile, StreamOptions.after(fifth), 6));
                    child.hear();
                    try (Reader<String> afterwards = Reader.open(workspace.config(), Codec.utf8())) {
                        followers.add(follow(afterwards, StreamOptions.oldest(), 1));
                        followers.forEach(Task::result);
                        assertEquals(WRITTEN, afterwards.history().count(Task.patience(), Query.all()));
                    }
                }
            }
        }
    }

    private static Task<NumberFollower> follow(Reader<String> reader, StreamOptions options, int first) {
        NumberFollower follower = new NumberFollower(reader.stream(options), first);
        return Task.start(() -> follower.takeThrough(WRITTEN));
    }

    @Test
    @IfThisFailsCheck(
            "that a page which begins below the floor is told to be truncated, though the floor moved since the page before")
    default void r03_whatAnotherProcessRemovedIsTold() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            ChildProcess child = workspace.child();
            child.ask("open WRITE");
            child.ask("append 1 100");
            try (Reader<String> reader = Reader.open(workspace.config(), Codec.utf8())) {
                NumberFollower slow = new NumberFollower(reader.stream(StreamOptions.oldest()), 1).takeThrough(10);
                Cursor floor = Cursor.parse(child.ask("write 101 9900 1000"));
                slow.takeThrough(10_000);
                assertTrue(slow.truncations() > 0, "nothing was told to be missing");
                assertEquals(floor.position(), slow.floor(), "the floor that was told");

                Task<NumberFollower> racing = Task.start(() -> slow.takeThrough(WRITTEN));
                Cursor last = Cursor.parse(child.ask("write 10001 10000 300"));
                assertTrue(racing.result().floor() <= last.position(), "a floor above the newest was told");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a reader goes on when its writer was killed and another one writes, and takes its lock or snapshot for"
                    + " nobody's")
    default void r01_aReaderGoesOnWhenItsWriterIsKilled() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            workspace.assumeDurable();
            ChildProcess first = workspace.child();
            first.ask("open WRITE");
            first.ask("append 1 1");
            try (Reader<String> reader = Reader.open(workspace.config(), Codec.utf8())) {
                NumberFollower follower = new NumberFollower(reader.stream(StreamOptions.oldest()), 1);
                ChildProcess writer = first;
                for (int round = 0; round < ROUNDS; round++) {
                    appendUntilKilled(writer, numberOfNewest(reader) + 1, follower);
                    writer = workspace.child();
                    writer.ask("open WRITE");
                }
                int last = numberOfNewest(reader) + 100;
                writer.ask("append " + (last - 99) + " 100");
                follower.takeThrough(last);
            }
        }
    }

    /** Has the follower go on until some more are acknowledged, and kills the writer while both are at work. */
    private static void appendUntilKilled(ChildProcess writer, int first, NumberFollower follower)
            throws InterruptedException {
        writer.tell("appendOn " + first);
        for (int i = 0; i < ACKNOWLEDGED; i++) {
            int number = Integer.parseInt(writer.hear().split(" ", -1)[1]);
            follower.takeThrough(number);
        }
        writer.kill();
    }

    private static int numberOfNewest(Reader<String> reader) {
        List<Entry<String>> newest = reader.history()
                .read(Task.patience(), Query.all().newestFirst().limit(1))
                .entries();
        return Integer.parseInt(Items.data(newest.get(0)));
    }
}
