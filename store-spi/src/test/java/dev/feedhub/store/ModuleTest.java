package dev.feedhub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the module declares: exactly this. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModuleTest {
    @Test
    void declaresExactlyWhatItShould() throws Exception {
        Path main = Path.of(
                Store.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ModuleDescriptor module =
                ModuleFinder.of(main).find("dev.feedhub.store").orElseThrow().descriptor();
        assertFalse(module.isOpen());
        Map<String, Set<Requires.Modifier>> requires =
                module.requires().stream().collect(Collectors.toMap(Requires::name, Requires::modifiers));
        assertEquals(Set.of("java.base", "dev.feedhub", "org.jspecify"), requires.keySet());
        assertEquals(Set.of(Requires.Modifier.TRANSITIVE), requires.get("dev.feedhub"));
        assertEquals(Set.of(Requires.Modifier.STATIC, Requires.Modifier.TRANSITIVE), requires.get("org.jspecify"));
        assertEquals(
                Set.of("dev.feedhub.store"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
        assertEquals(Set.of(), module.opens());
        assertEquals(Set.of(), module.uses());
        assertEquals(Set.of(), module.provides());
        assertFalse(Files.exists(main.resolve("META-INF/services")), "declared for the class path alone");
    }
}
