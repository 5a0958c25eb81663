package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.server.Fault.Kind;
import dev.feedhub.server.RpcMethod.Answer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers requests of JSON-RPC 2.0, <a href="https://www.jsonrpc.org/specification">as specified</a>: one, or a batch. The calls of a batch
 * begin one after another; what they wait for, as for items to be durable, they wait for together.
 */
final class RpcEndpoint {
    private final Map<String, RpcMethod> methods;
    private final CallCounts counts;
    private final int largestBatch;
    private final int largestAnswer;

    /** With at most so many requests in a batch, and at most so many bytes of answers before the last of them. */
    RpcEndpoint(Map<String, RpcMethod> methods, CallCounts counts, int largestBatch, int largestAnswer) {
        this.methods = methods;
        this.counts = counts;
        this.largestBatch = largestBatch;
        this.largestAnswer = largestAnswer;
    }

    /**
     * Answers a body.
     *
     * @param ctx done when the time for it is over
     * @return empty if there is nothing to answer, as everything in it was a notification
     */
    Optional<byte[]> answer(Context ctx, byte[] body) {
        JsonNode request;
        try {
            request = Json.read(body);
        } catch (Fault malformed) {
            return Optional.of(Json.write(failed(null, malformed)));
        }
        if (!request.isArray()) {
            return begin(ctx, request, () -> 0).finish(ctx).map(Json::write);
        }
        if (request.isEmpty() || request.size() > largestBatch) {
            return Optional.of(Json.write(failed(
                    null,
                    Fault.invalidRequest(
                            "a batch of " + request.size() + " requests: 1 to " + largestBatch + " are allowed"))));
        }
        return answers(ctx, request);
    }

    /** One after another, each as its text, so that only one is here as a tree. */
    private Optional<byte[]> answers(Context ctx, JsonNode batch) {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        List<Call> calls = new ArrayList<>();
        batch.forEach(each -> calls.add(begin(ctx, each, answers::size)));
        for (Call call : calls) {
            call.finish(ctx).ifPresent(answer -> {
                answers.write(answers.size() == 0 ? '[' : ',');
                answers.writeBytes(Json.write(answer));
            });
        }
        if (answers.size() == 0) {
            return Optional.empty();
        }
        answers.write(']');
        return Optional.of(answers.toByteArray());
    }

    private Call begin(Context ctx, JsonNode json, IntSupplier answered) {
        RpcRequest request;
        try {
            request = RpcRequest.of(json);
        } catch (Fault invalid) {
            JsonNode id = RpcRequest.idOf(json);
            return later -> Optional.of(failed(id, invalid));
        }
        Answer answer;
        try {
            answer = begin(ctx, request, answered);
        } catch (InterruptedException | RuntimeException failed) {
            Fault fault = Faults.of(failed);
            counts.failed(request.method());
            return later -> request.id() == null ? Optional.empty() : Optional.of(failed(request.id(), fault));
        }
        return later -> finish(later, request, answer);
    }

    private Answer begin(Context ctx, RpcRequest request, IntSupplier answered) throws InterruptedException {
        RpcMethod method = methods.get(request.method());
        if (method == null) {
            throw new Fault(
                    Kind.METHOD_NOT_FOUND,
                    "no method " + Texts.quoted(request.method()) + "; there are "
                            + String.join(", ", methods.keySet()));
        }
        counts.called(method.name());
        RpcParams params = new RpcParams(method.name(), method.params(), request.params());
        if (request.id() == null && method.answersOnly()) {
            return later -> JsonNodeFactory.instance.nullNode();
        }
        Answer answer = method.body().call(ctx, params);
        return method.answersOnly()
                ? later -> withinLimit(answered.getAsInt(), answer).await(later)
                : answer;
    }

    private Answer withinLimit(int answered, Answer answer) {
        if (answered > largestAnswer) {
            throw new Fault(
                            Kind.TOO_LARGE,
                            "the answers of this batch have " + answered + " bytes already: " + largestAnswer
                                    + " are allowed before the last")
                    .with("limit", (long) largestAnswer);
        }
        return answer;
    }

    private Optional<JsonNode> finish(Context ctx, RpcRequest request, Answer answer) {
        JsonNode response;
        try {
            ObjectNode done = response(request.id());
            done.set("result", answer.await(ctx));
            response = done;
        } catch (InterruptedException | RuntimeException failed) {
            counts.failed(request.method());
            response = failed(request.id(), Faults.of(failed));
        }
        return request.id() == null ? Optional.empty() : Optional.of(response);
    }

    private static JsonNode failed(@Nullable JsonNode id, Fault fault) {
        ObjectNode response = response(id);
        ObjectNode error = response.putObject("error");
        error.put("code", fault.kind().code()).put("message", fault.getMessage());
        error.set("data", FaultJson.data(fault));
        return response;
    }

    private static ObjectNode response(@Nullable JsonNode id) {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", id == null ? JsonNodeFactory.instance.nullNode() : id);
        return response;
    }

    /** A request that has begun. */
    private interface Call {
        Optional<JsonNode> finish(Context ctx);
    }
}
