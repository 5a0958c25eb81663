package dev.feedhub.hub;

/** Powers of two, the sizes of rings. */
final class Powers {
    private Powers() {}

    /** The smallest power of two that is not less than a number from 1 to 2^30. */
    static int atLeast(int number) {
        return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
    }
}
