package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the module declares: exactly this, and the same for the class path. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModuleTest {
    private static Path main() throws Exception {
        return Path.of(EngineProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static ModuleDescriptor module() throws Exception {
        return ModuleFinder.of(main()).find("dev.feedhub.hub").orElseThrow().descriptor();
    }

    @Test
    void declaresExactlyWhatItShould() throws Exception {
        ModuleDescriptor module = module();
        assertFalse(module.isOpen());
        assertFalse(module.isAutomatic());
        assertEquals(
                Set.of("java.base", "com.github.benmanes.caffeine", "dev.feedhub.store", "org.jspecify"),
                module.requires().stream().map(Requires::name).collect(Collectors.toSet()));
        Requires annotations = module.requires().stream()
                .filter(requires -> requires.name().equals("org.jspecify"))
                .findFirst()
                .orElseThrow();
        assertTrue(annotations.modifiers().contains(Requires.Modifier.STATIC), "needed at run time");
        assertEquals(Set.of(), module.exports());
        assertEquals(Set.of(), module.opens());
        assertEquals(Set.of("dev.feedhub.store.StoreProvider"), module.uses());
    }

    @Test
    void modulePathAndClassPathAgree() throws Exception {
        Set<Provides> provided = module().provides();
        assertEquals(1, provided.size());
        Provides engine = provided.iterator().next();
        assertEquals("dev.feedhub.HubProvider", engine.service());
        assertEquals(List.of(EngineProvider.class.getName()), engine.providers());
        Path services = main().resolve("META-INF/services");
        try (Stream<Path> files = Files.list(services)) {
            assertEquals(
                    List.of(engine.service()),
                    files.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(
                engine.providers(),
                Files.readAllLines(services.resolve(engine.service())).stream()
                        .map(String::strip)
                        .toList());
    }

    @Test
    void onlyTheProviderIsPublic() throws Exception {
        try (Stream<Path> files = Files.walk(main())) {
            List<String> exposed = files.map(main()::relativize)
                    .map(file -> file.toString().replace('/', '.').replace('\\', '.'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(ModuleTest::isPublic)
                    .toList();
            assertEquals(List.of(EngineProvider.class.getName()), exposed);
        }
    }

    private static boolean isPublic(String name) {
        try {
            return java.lang.reflect.Modifier.isPublic(Class.forName(name, false, ModuleTest.class.getClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
