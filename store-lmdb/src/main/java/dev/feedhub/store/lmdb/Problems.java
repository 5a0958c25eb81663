package dev.feedhub.store.lmdb;

import dev.feedhub.store.Verification;
import java.util.ArrayList;
import java.util.List;

/** What was found to be wrong: the first {@value Verification#MAX_PROBLEMS} sentences, and how many there were. */
final class Problems {
    private final List<String> sentences = new ArrayList<>();
    private long count;

    void add(String sentence) {
        count++;
        if (sentences.size() < Verification.MAX_PROBLEMS) {
            sentences.add(sentence);
        }
    }

    long count() {
        return count;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
