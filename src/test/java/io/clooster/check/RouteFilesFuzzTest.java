// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class RouteFilesFuzzTest {
  private static Path routes;

  @BeforeContainer
  static void inADirectory() throws IOException {
    routes = Files.createTempDirectory("clooster-routes");
    Files.createDirectory(routes.resolve("kamelets"));
  }

  @AfterContainer
  static void removeIt() throws IOException {
    Files.deleteIfExists(routes.resolve("kamelets/x-notify-sink.kamelet.yaml"));
    Files.deleteIfExists(routes.resolve("x.yaml"));
    Files.delete(routes.resolve("kamelets"));
    Files.delete(routes);
  }

  @Property(tries = 500)
  void aSpoiltFileIsFineOrAProblemOfOneLine(
      @ForAll("files") String file,
      @ForAll @IntRange(min = 0, max = 2_000) int place,
      @ForAll @IntRange(min = 0, max = 12) int removed,
      @ForAll("spoilers") String spoiler)
      throws IOException {
    int at = place % file.length();
    String spoilt =
        file.substring(0, at) + spoiler + file.substring(Math.min(file.length(), at + removed));
    Files.writeString(routes.resolve("x.yaml"), spoilt);
    Files.writeString(routes.resolve("kamelets/x-notify-sink.kamelet.yaml"), spoilt);

    for (Problem problem : RouteFiles.check(routes)) {
      assertThat(problem.what()).isNotBlank();
      assertThat(problem.remedy()).isNotBlank();
      assertThat(problem.toString()).doesNotContain("\n");
    }
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(RouteFilesTest.ROUTES, RouteFilesTest.KAMELET);
  }

  @Provide
  Arbitrary<String> spoilers() {
    return Arbitraries.of(
        "", " ", "  ", "\n", "- ", ": ", "#", "{", "}", "[", "]", "'", "\"", "&a ", "*a", "? ", "5",
        "|", "!!int ", "---\n", "\t", "\u0000", "null", "<<: ");
  }
}
