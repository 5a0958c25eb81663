package dev.feedhub.conformance;

/**
 * Every rule of the contract, run against one store: the store's own rules on it alone, all others on a hub over it.
 *
 * <pre>{@code
 * class MyStoreTest implements FeedhubConformance {
 *     public StoreProvider provider() {
 *         return new MyStoreProvider();
 *     }
 *
 *     public Map<String, String> settings(Path directory) {
 *         return Map.of("feedhub.store.my.path", directory.toString());
 *     }
 * }
 * }</pre>
 *
 * <p>Where a store is {@code DURABLE} or {@code MULTI_PROCESS}, tests start other processes, a few of which they kill: JVMs of the
 * same {@code java.home}, with everything this one runs with as their class path, that make the implementing class by its constructor
 * without arguments. The class is therefore neither anonymous nor inner; it need not be public. {@code -Dfeedhub.kit.processes=false}
 * leaves these tests out, and then the kit shows that much less.
 *
 * <p>A test is named after its rule: {@code l03_…} tests L-3 of {@code docs/CONTRACT.md}. The message of a failing one begins with
 * the rule and says what to check; where it makes random operations on a store, with the rule that the last of them broke. A call that does not end within 10 seconds, or {@code -Dfeedhub.kit.patience} of them, fails
 * its test, and so does a test that takes three times as long. What is random has a seed, which a failure tells, and which {@code
 * -Dfeedhub.seed} gives again. A test of what the store does not
 * claim to do by its {@linkplain dev.feedhub.store.Store#features() features} tests that it does not, or is skipped and says why.
 */
public interface FeedhubConformance extends StoreRules, HubConformance {}
