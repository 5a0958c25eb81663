package dev.feedhub.store.memory.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module declares, on the module path and on the class path alike. */
class MemoryModuleTest {
    private static final String NAME = "dev.feedhub.store.memory";

    @Test
    void providesOneStoreAndNothingElse() throws Exception {
        ModuleDescriptor module = module().descriptor();
        assertEquals(Set.of(), module.exports());
        assertEquals(Set.of(), module.opens());
        assertEquals(Set.of(), module.uses());
        assertEquals(Set.of(NAME), module.packages());
        assertEquals(List.of(StoreProvider.class.getName()), provided(module).toList());
    }

    @Test
    void requiresTheSpiAlone() throws Exception {
        Set<String> atRunTime = module().descriptor().requires().stream()
                .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("java.base", "dev.feedhub.store"), atRunTime);
    }

    @Test
    void bothDeclarationsOfTheServiceAgree() throws Exception {
        ModuleReference module = module();
        List<String> declared = module.descriptor().provides().stream()
                .flatMap(provides -> provides.providers().stream())
                .toList();
        assertEquals(declared, registered(module));
        assertEquals(declared, List.of(MemoryStores.provider().getClass().getName()));
    }

    @Test
    void isFoundAsAModuleWhereTheTestsAreOne() {
        boolean modular = MemoryModuleTest.class.getModule().isNamed();
        assertEquals(modular, MemoryStores.provider().getClass().getModule().isNamed());
        assertTrue(!modular
                || MemoryStores.provider().getClass().getModule().getName().equals(NAME));
    }

    private static Stream<String> provided(ModuleDescriptor module) {
        return module.provides().stream().map(ModuleDescriptor.Provides::service);
    }

    private static List<String> registered(ModuleReference module) throws IOException {
        try (ModuleReader reader = module.open();
                InputStream file = reader.open("META-INF/services/" + StoreProvider.class.getName())
                        .orElseThrow()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static ModuleReference module() throws URISyntaxException {
        Path home = Path.of(MemoryStores.provider()
                .getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ModuleFinder.of(home).find(NAME).orElseThrow();
    }
}
