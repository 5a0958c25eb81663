package dev.feedhub.server;

import dev.feedhub.Context;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A method that can be called.
 *
 * @param name as {@code listen.next}
 * @param params the names of its parameters, in the order of their positions
 * @param answersOnly whether it does nothing that would matter without its answer, so that a notification of it does nothing
 * @param body what it does
 */
record RpcMethod(String name, List<String> params, boolean answersOnly, Body body) {
    /** What a method does. */
    interface Body {
        /**
         * Begins a call.
         *
         * @param ctx done when the time for the request is over
         */
        Answer call(Context ctx, RpcParams params) throws InterruptedException;
    }

    /** The rest of a call: what has to be waited for, while other calls of the same batch have begun already. */
    interface Answer {
        JsonNode await(Context ctx) throws InterruptedException;
    }

    /** A method that matters only by its answer, which is not looked for before it is sent. */
    static RpcMethod answering(String name, List<String> params, Whole body) {
        return new RpcMethod(name, params, true, (ctx, given) -> later -> body.answer(later, given));
    }

    /** A method that has its answer at once, and also does something. */
    static RpcMethod doing(String name, List<String> params, Whole body) {
        return new RpcMethod(name, params, false, (ctx, given) -> {
            JsonNode answer = body.answer(ctx, given);
            return later -> answer;
        });
    }

    /** A body in one piece. */
    interface Whole {
        JsonNode answer(Context ctx, RpcParams params) throws InterruptedException;
    }
}
