package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    @Test
    void looksLikeThisIn80Columns() {
        String expected = """
                source published  refused  items/s
                jfr         9078        0     1009
                input     126828        2   317070

                consumer      prompt     slow filtered  resumed      all
                published     135906   135906    20112   135906   135906
                indexed       135906   135906    20112   135906   135906
                delivered     135906      201    20112   134706   290925
                lost               0   135705        0        0   135705
                recovered          0   135705        0     1200   136905
                gaps               0        0        0        0        0
                duplicates         0        0        0        0        0
                unexplained        0        0        0        0        0
                items/s        13591    13591     2011    13591    42783

                store  entries bytes on disk bytes/entry
                lmdb    135906      14270130         105

                input: 2 lines refused, not UTF-8; first: line 17, malformed
                  at byte 3

                gaps 0  duplicates 0  unexplained losses 0
                """;
        List<String> lines = ReportTable.lines(RunResults.good());
        assertEquals(expected, String.join("\n", lines) + "\n");
    }

    @Test
    void fits60Columns() {
        ReportTable.lines(RunResults.good()).forEach(line -> assertTrue(line.length() <= 60, line));
    }
}
