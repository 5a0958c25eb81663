package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the module declares: exactly this. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModuleTest {
    @Test
    void declaresExactlyWhatItShould() throws Exception {
        Path main = Path.of(Context.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module =
                ModuleFinder.of(main).find("dev.feedhub").orElseThrow().descriptor();
        assertFalse(module.isOpen());
        assertFalse(module.isAutomatic());
        assertEquals(Set.of("java.base", "org.jspecify"), names(module));
        Requires annotations = module.requires().stream()
                .filter(requires -> requires.name().equals("org.jspecify"))
                .findFirst()
                .orElseThrow();
        assertTrue(annotations.modifiers().contains(Requires.Modifier.STATIC), "needed at run time");
        assertEquals(Set.of("dev.feedhub"), sources(module));
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
        assertEquals(Set.of(), module.opens());
        assertEquals(Set.of("dev.feedhub.HubProvider"), module.uses());
        assertEquals(Set.of(), module.provides());
        assertFalse(Files.exists(main.resolve("META-INF/services")), "declared for the class path alone");
    }

    private static Set<String> names(ModuleDescriptor module) {
        return module.requires().stream().map(Requires::name).collect(Collectors.toSet());
    }

    private static Set<String> sources(ModuleDescriptor module) {
        return module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    }
}
