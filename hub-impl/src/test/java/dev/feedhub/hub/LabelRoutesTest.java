package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelRoutesTest {
    private final BroadcastChannel<String> any = new BroadcastChannel<>(LabelFilter.any(), 1);
    private final BroadcastChannel<String> exact = new BroadcastChannel<>(LabelFilter.exactly("a"), 1);
    private final LabelRoutes<String> routes = new LabelRoutes<>();

    @Test
    void aLabelGoesToTheChannelsThatWantIt() {
        routes.refresh(List.of(any, exact), Cursor.ORIGIN);
        assertEquals(List.of(any, exact), routes.of("a"));
        assertEquals(List.of(any), routes.of("b"));
        assertSame(routes.of("b"), routes.of("b"), "asked of the filters once");
    }

    @Test
    void routesAreForgottenWhenTheChannelsChange() {
        assertEquals(List.of(), routes.of("a"));
        routes.refresh(List.of(any), Cursor.ORIGIN);
        assertEquals(List.of(any), routes.of("a"));
        routes.refresh(List.of(exact), Cursor.ORIGIN);
        assertEquals(List.of(exact), routes.of("a"));
        assertEquals(List.of(), routes.of("b"));
        routes.refresh(List.of(exact, any), Cursor.ORIGIN);
        assertEquals(List.of(exact, any), routes.of("a"));
        assertEquals(List.of(any), routes.of("b"));
        routes.refresh(List.of(), Cursor.ORIGIN);
        assertEquals(List.of(), routes.of("a"));
    }
}
