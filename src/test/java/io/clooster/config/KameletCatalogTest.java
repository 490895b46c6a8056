// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KameletCatalogTest {
  private static final String SHIPPED = "pushbullet-notify-sink";

  @TempDir private Path directory;

  @Test
  void aPlaceThatHasNoneYetWillHaveThoseOfTheJar() throws Exception {
    Path kamelets = directory.resolve("kamelets");
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isTrue();

    Files.createDirectory(kamelets);
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isTrue();

    Files.writeString(kamelets.resolve("mine-notify-sink.kamelet.yaml"), "kind: Kamelet");
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isFalse();
  }

  @Test
  void thoseOfAJarOfTheUsersAreOfferedBesideTheInstalledOnes() throws Exception {
    Path jar = directory.resolve("mine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "kamelets/", "");
      entry(
          out,
          "kamelets/pager-notify-sink.kamelet.yaml",
          """
          kind: Kamelet
          spec:
            definition:
              required: [number]
              properties:
                number: {type: string, description: whom it calls}
          """);
      entry(out, "kamelets/paper-dns-action.kamelet.yaml", "spec: {definition: {}}");
      entry(out, "kamelets/other-sink.kamelet.yaml", "spec: {definition: {}}");
    }
    Path conf = Files.createDirectories(directory.resolve("conf/kamelets")).getParent();
    Files.writeString(
        conf.resolve("kamelets/bell-notify-sink.kamelet.yaml"), "spec: {definition: {}}");
    Path kamelets = Path.of("routes", "kamelets");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL(), conf.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);

      assertThat(KameletOffer.notifiers(kamelets))
          .extracting(KameletOffer::name)
          .contains("bell", "pager", "slack")
          .doesNotContain("other")
          .isSorted();
      assertThat(KameletOffer.notifiers(kamelets))
          .filteredOn(offer -> offer.name().equals("pager"))
          .singleElement()
          .satisfies(
              offer ->
                  assertThat(offer.keys())
                      .containsExactly(
                          new KameletOffer.Key("number", "whom it calls", false, false)));
      assertThat(KameletOffer.providers(kamelets))
          .extracting(KameletOffer::name)
          .contains("paper", "cloudflare");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(KameletOffer.notifiers(kamelets))
        .extracting(KameletOffer::name)
        .doesNotContain("pager", "bell");
  }

  private static void entry(JarOutputStream jar, String name, String text) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(text.getBytes(StandardCharsets.UTF_8));
    jar.closeEntry();
  }
}
