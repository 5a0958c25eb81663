package dev.feedhub.store.lmdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.feedhub.StoreException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file that says that a folder is a store, in lines of ASCII:
 *
 * <pre>
 * feedhub store
 * format 1
 * engine lmdb
 * byte-order little-endian
 * id 0123456789abcdef0123456789abcdef
 * crc32c 01234567
 * </pre>
 *
 * <p>The first two lines are the same in every format, for ever: nothing after them is looked at where the number is not one that is
 * known. The check sum is of all bytes before its line; the byte order is that of LMDB's own numbers.
 *
 * @param bigEndian the byte order
 * @param id a random number of 128 bits, in hex
 */
record Manifest(boolean bigEndian, String id) {
    /** How large a file is looked at; any format's first two lines are well within. */
    static final int MAX_BYTES = 4_096;

    private static final String FORMAT = "1";
    private static final Pattern HEAD = Pattern.compile("feedhub store\nformat ([1-9][0-9]{0,8})\n");
    private static final Pattern BODY =
            Pattern.compile("engine lmdb\nbyte-order (big|little)-endian\nid ([0-9a-f]{32})\ncrc32c ([0-9a-f]{8})\n");
    private static final int CRC_LINE = "crc32c 01234567\n".length();

    /** That of a store that is made here. */
    static Manifest create() {
        byte[] id = new byte[16];
        new SecureRandom().nextBytes(id);
        return new Manifest(nativeBigEndian(), HexFormat.of().formatHex(id));
    }

    /**
     * What a manifest says.
     *
     * @param folder where it lies
     * @param bytes up to {@link #MAX_BYTES} and one
     * @throws StoreException if it is not one that can be used here
     */
    static Manifest parse(Path folder, byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            throw damaged(folder, "does not begin with the lines \"feedhub store\" and \"format\" with a number");
        }
        if (!head.group(1).equals(FORMAT)) {
            throw unusable("the store in " + folder + " is of format " + head.group(1) + "; this release reads "
                    + FORMAT + ": use a later release");
        }
        Matcher body = BODY.matcher(text).region(head.end(), text.length());
        if (!body.matches()) {
            throw damaged(folder, "has other lines than format " + FORMAT + " has");
        }
        if (!body.group(3).equals(crc(text.substring(0, text.length() - CRC_LINE)))) {
            throw damaged(folder, "does not have the check sum that it gives");
        }
        Manifest manifest = new Manifest(body.group(1).equals("big"), body.group(2));
        if (manifest.bigEndian != nativeBigEndian()) {
            throw unusable("the store in " + folder + " is " + order(manifest.bigEndian) + ", and this machine "
                    + order(nativeBigEndian()) + ": it can be read where it was written");
        }
        return manifest;
    }

    byte[] bytes() {
        String text = "feedhub store\nformat " + FORMAT + "\nengine lmdb\nbyte-order " + order(bigEndian) + "\nid " + id
                + "\n";
        return (text + "crc32c " + crc(text) + "\n").getBytes(ISO_8859_1);
    }

    private static String order(boolean bigEndian) {
        return bigEndian ? "big-endian" : "little-endian";
    }

    private static boolean nativeBigEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static StoreException damaged(Path folder, String how) {
        return unusable("the store in " + folder + " is damaged: its file " + StoreFolder.MANIFEST + " " + how);
    }

    private static StoreException unusable(String message) {
        return new StoreException(StoreException.Outcome.NOT_STORED, message, null);
    }
}
