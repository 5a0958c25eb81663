package dev.feedhub.conformance;

import java.util.List;

/** What a listener can get wrong. */
final class ListenerMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of("swaps two entries of a channel, now and then", "L-1", "F-2", "L-3", "L-5", "P-2", "R-1")
                    .where("BroadcastChannel", "batch.copy(next, slots, slot, run);", """
                            batch.copy(next, slots, slot, run);
                            for (int i = Math.max(1, (int) (published - number + 1)); i < run; i++) {
                                if ((number + i) % 64 == 41) {
                                    Object before = slots[slot + i - 1];
                                    slots[slot + i - 1] = slots[slot + i];
                                    slots[slot + i] = before;
                                }
                            }"""),
            EngineMutant.of(
                            "keeps one entry more than its capacity",
                            "L-2",
                            "L-3",
                            "L-4",
                            "L-5",
                            "L-6",
                            "L-11",
                            "P-2",
                            "R-2")
                    .where(
                            "ChannelListener",
                            "Math.max(next, limit - capacity)",
                            "Math.max(next, limit - capacity - 1)"),
            EngineMutant.of("counts one loss too few", "L-3", "F-3", "H-3", "L-2", "L-4", "L-6", "L-9", "R-1")
                    .where(
                            "ChannelListener",
                            "Math.max(0, limit() - capacity - at)",
                            "Math.max(0, limit() - capacity - at - 1)"),
            EngineMutant.of("reports losses again with each delivery", "L-4", "L-1", "L-3", "L-8", "L-11", "P-2", "R-2")
                    .where("ChannelListener", "lostBefore = number - expected;", "lostBefore += number - expected;"),
            EngineMutant.of("drops the oldest of a long queue too early", "L-5", "L-1", "P-2")
                    .where(
                            "ChannelListener",
                            "Math.max(next, limit - capacity)",
                            "Math.max(next, limit - capacity + capacity / 64)"),
            EngineMutant.of("drops an entry when it has ended", "L-6", "L-3", "P-5")
                    .where(
                            "ChannelListener",
                            "if (entry == null) {\n                throwIfEnded(end);\n                turn.rest();",
                            "throwIfEnded(end);\n            if (entry == null) {\n                turn.rest();"),
            EngineMutant.of("does not wake who waits when it is closed", "L-7", "H-4", "H-6", "P-5", "R-8")
                    .where("ChannelListener", "sleeper.nudge();", ""),
            EngineMutant.of("counts what does not match as lost", "L-8", "L-3")
                    .where("ChannelListener", "lostBefore = number - expected;", """
                            long before = lastPosition < 0 ? registeredAfter.position() : lastPosition;
                            lastPosition = entry.position();
                            lostBefore = number == expected ? 0 : lastPosition - before - 1;""")
                    .where(
                            "ChannelListener",
                            "private long lostBefore;",
                            "private long lastPosition = -1; private long lostBefore;"),
            EngineMutant.of("takes the beginning of a channel for that of its listeners", "L-9", "R-1")
                    .where("ChannelSet", "later(after, newestPut)", "begin"),
            EngineMutant.of("lets somebody poll while another waits", "L-10")
                    .where("ChannelListener", "Delivery<T> poll() {\n        turn.begin();", "Delivery<T> poll() {"),
            EngineMutant.of("drains one entry more than it gives", "L-11", "L-3")
                    .where(
                            "ChannelListener",
                            "entry != null; entry = drained < max ? take() : null)",
                            "entry != null && drained < max; entry = take())"),
            EngineMutant.of("hands out copies of what was published", "L-12")
                    .where(
                            "PublishedItem",
                            "return data;",
                            "return data instanceof String text ? (T) new String(text) : data;"));

    private ListenerMutants() {}
}
