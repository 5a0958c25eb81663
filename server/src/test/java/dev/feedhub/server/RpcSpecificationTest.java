package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The examples of the specification of JSON-RPC 2.0, section 7, and what else it says of ids and errors. */
class RpcSpecificationTest {
    private final AtomicInteger updates = new AtomicInteger();
    private final RpcEndpoint endpoint;

    RpcSpecificationTest() {
        Map<String, RpcMethod> methods = new TreeMap<>();
        RpcMethod subtract = RpcMethod.answering("subtract", List.of("minuend", "subtrahend"), (ctx, params) -> {
            long difference = params.number("minuend", -99, 99, 0) - params.number("subtrahend", -99, 99, 0);
            return JsonNodeFactory.instance.numberNode(difference);
        });
        RpcMethod update = RpcMethod.doing("update", List.of("a", "b", "c", "d", "e"), (ctx, params) -> {
            updates.incrementAndGet();
            return JsonNodeFactory.instance.nullNode();
        });
        RpcMethod broken = RpcMethod.answering("broken", List.of(), (ctx, params) -> {
            throw new IllegalStateException("secret");
        });
        List.of(subtract, update, broken).forEach(method -> methods.put(method.name(), method));
        endpoint = new RpcEndpoint(methods, new CallCounts(), 3, 100);
    }

    @Test
    void positionalParameters() {
        assertAnswer(
                "{'jsonrpc':'2.0','result':19,'id':1}",
                "{'jsonrpc':'2.0','method':'subtract','params':[42,23],'id':1}");
        assertAnswer(
                "{'jsonrpc':'2.0','result':-19,'id':2}",
                "{'jsonrpc':'2.0','method':'subtract','params':[23,42],'id':2}");
    }

    @Test
    void namedParameters() {
        assertAnswer(
                "{'jsonrpc':'2.0','result':19,'id':'x'}",
                "{'jsonrpc':'2.0','method':'subtract','params':{'subtrahend':23,'minuend':42},'id':'x'}");
    }

    @Test
    void notificationsHaveNoAnswer() {
        assertNoAnswer("{'jsonrpc':'2.0','method':'update','params':[1,2,3,4,5]}");
        assertEquals(1, updates.get());
        assertNoAnswer("{'jsonrpc':'2.0','method':'foobar'}");
        assertNoAnswer("{'jsonrpc':'2.0','method':'subtract','params':[1,2,3]}");
        assertNoAnswer("[{'jsonrpc':'2.0','method':'update'},{'jsonrpc':'2.0','method':'update'}]");
        assertEquals(3, updates.get());
    }

    @Test
    void anIdOfNullIsNoNotification() {
        assertAnswer("{'jsonrpc':'2.0','result':0,'id':null}", "{'jsonrpc':'2.0','method':'subtract','id':null}");
    }

    @Test
    void errors() {
        assertError(-32601, "1", "{'jsonrpc':'2.0','method':'foobar','id':'1'}");
        assertError(-32700, "", "{'jsonrpc':'2.0','method':'foobar,'params':'bar','baz]");
        assertError(-32700, "", "");
        assertError(-32700, "", "{} {}");
        assertError(-32600, "", "{'jsonrpc':'2.0','method':1,'params':'bar'}");
        assertError(-32600, "", "[]");
        assertError(-32600, "", "1");
        assertError(-32600, "7", "{'jsonrpc':'1.0','method':'subtract','id':'7'}");
        assertError(-32600, "", "{'jsonrpc':'2.0','method':'subtract','id':{}}");
        assertError(-32600, "7", "{'jsonrpc':'2.0','method':'subtract','params':3,'id':'7'}");
        assertError(-32602, "7", "{'jsonrpc':'2.0','method':'subtract','params':[1,2,3],'id':'7'}");
        assertError(-32602, "7", "{'jsonrpc':'2.0','method':'subtract','params':{'minuend':'x'},'id':'7'}");
        assertError(-32602, "7", "{'jsonrpc':'2.0','method':'subtract','params':{'other':1},'id':'7'}");
    }

    @Test
    void whatFailsInsideIsNotTold() {
        String message = assertError(-32603, "7", "{'jsonrpc':'2.0','method':'broken','id':'7'}");
        assertTrue(!message.contains("secret") && !message.contains("Exception"), message);
    }

    @Test
    void batches() {
        JsonNode answers = answer("[{'jsonrpc':'2.0','method':'subtract','params':[42,23],'id':1},1,"
                + "{'jsonrpc':'2.0','method':'update'}]");
        assertEquals(2, answers.size());
        assertEquals(19, answers.get(0).path("result").intValue());
        assertEquals(-32600, answers.get(1).path("error").path("code").intValue());
        assertTrue(answers.get(1).path("id").isNull());
        assertEquals(1, updates.get());
        assertError(-32600, "", "[1,2,3,4]");
    }

    @Test
    void answersThatAreTooManyAreLeftOutButNotWhatWasDone() {
        String subtract = "{'jsonrpc':'2.0','method':'subtract','id':'" + "x".repeat(100) + "'}";
        JsonNode answers = answer("[" + subtract + "," + subtract + ",{'jsonrpc':'2.0','method':'update','id':3}]");
        assertEquals(0, answers.get(0).path("result").intValue(-1));
        assertEquals(
                "too_large",
                answers.get(1).path("error").path("data").path("kind").stringValue());
        assertTrue(answers.get(2).has("result"), answers::toString);
        assertEquals(1, updates.get());
    }

    private void assertAnswer(String answer, String request) {
        assertEquals(Json.read(utf8(answer)), answer(request));
    }

    private void assertNoAnswer(String request) {
        assertTrue(endpoint.answer(Context.background(), utf8(request)).isEmpty());
    }

    private String assertError(int code, String id, String request) {
        JsonNode answer = answer(request);
        assertEquals(code, answer.path("error").path("code").intValue(), answer::toString);
        assertEquals(id.isEmpty(), answer.path("id").isNull(), answer::toString);
        assertEquals(id, answer.path("id").asString(""), answer::toString);
        assertEquals("2.0", answer.path("jsonrpc").stringValue());
        return answer.path("error").path("message").stringValue();
    }

    private JsonNode answer(String request) {
        return Json.read(endpoint.answer(Context.background(), utf8(request)).orElseThrow());
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
