package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a body, one after another; none is longer than is allowed. */
final class BodyLines {
    private static final int PIECE = 1 << 16;

    private final InputStream in;
    private final int longest;
    private final BodyRoom.Share room;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean blank;
    private long number;

    BodyLines(InputStream in, int longest, BodyRoom.Share room) {
        this.in = new BufferedInputStream(in, PIECE);
        this.longest = longest;
        this.room = room;
    }

    /**
     * Reads the next.
     *
     * @return false at the end
     * @throws Fault if it is too long, or there is no room for it
     */
    boolean next() throws IOException, InterruptedException {
        room.giveBack(); // that of the line before
        line.reset();
        blank = true;
        number++;
        int next = in.read();
        if (next < 0) {
            return false;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == longest) {
                throw new Fault(
                                Kind.TOO_LARGE,
                                "line " + number + " has more than the " + longest + " bytes that are allowed")
                        .with("limit", (long) longest);
            }
            if (line.size() % PIECE == PIECE - 1) {
                room.take(PIECE);
            }
            line.write(next);
            blank &= next <= ' ';
        }
        return true;
    }

    boolean isBlank() {
        return blank;
    }

    /**
     * What the line says.
     *
     * @throws Fault if it is no item
     */
    Item item() {
        try {
            return Items.checked(Items.of(Json.read(line.toByteArray())));
        } catch (RuntimeException wrong) {
            Fault fault = Faults.of(wrong);
            throw new Fault(fault.kind(), "line " + number + ": " + fault.getMessage());
        }
    }
}
