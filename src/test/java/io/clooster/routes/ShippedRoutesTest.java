// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ShippedRoutesTest {
  private static final Path ROUTES = Path.of("routes");

  @TempDir Path home;

  @Test
  void theyAreTheFilesOfTheRepositoryLetterByLetter() throws IOException {
    ShippedRoutes.get().copyTo(home);

    List<Path> files = filesIn(ROUTES);
    assertThat(filesIn(home.resolve("routes"))).isEqualTo(files);
    for (Path file : files) {
      assertThat(home.resolve("routes").resolve(file))
          .hasSameTextualContentAs(ROUTES.resolve(file));
    }
  }

  @Test
  void everyRouteTemplateAndConfigurationIsAmongTheItems() throws IOException {
    List<ShippedRoutes.Item> items = new ArrayList<>();
    for (Path file : filesIn(ROUTES)) {
      if (!file.startsWith("kamelets")) {
        items.addAll(asYaml(file));
      }
    }

    assertThat(items).hasSizeGreaterThan(20);
    assertThat(ShippedRoutes.get().items()).containsExactlyInAnyOrderElementsOf(items);
  }

  /** Else a routeConfiguration of a user's that has no id would be theirs, too. */
  @Test
  void eachRouteNamesAConfigurationOfItsOwn() throws IOException {
    for (String file : ShippedRoutes.get().files()) {
      if (file.endsWith(".camel.yaml") && !file.startsWith("kamelets/")) {
        String text = ShippedRoutes.get().text(file);
        for (Object item :
            (List<?>) new Load(LoadSettings.builder().build()).loadFromString(text)) {
          Object template = ((Map<?, ?>) item).get("routeTemplate");
          Object from = template == null ? item : template;
          if (((Map<?, ?>) from).get("route") instanceof Map<?, ?> route) {
            assertThat(route.get("routeConfigurationId")).as(file + " " + item).isNotNull();
          }
        }
      }
    }
  }

  @Test
  void whatIsNotShippedIsTheUsersOwn() throws IOException {
    ShippedRoutes.get().copyTo(home);
    Path own =
        Files.writeString(home.resolve("routes/mine.camel.yaml"), "- route:\n    id: mine\n");
    Path kamelet = home.resolve("routes/kamelets/mine-notify-sink.kamelet.yaml");
    Files.createFile(kamelet);

    RouteSources sources = RouteSources.of(home.resolve("routes"));

    assertThat(sources.own()).containsExactly(own);
    assertThat(sources.ownKamelets()).containsExactly(kamelet);
    assertThat(sources.shipped())
        .hasSize(
            (int)
                ShippedRoutes.get().files().stream()
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .count());
    assertThat(sources.isOwnKamelet("mine-notify-sink.kamelet.yaml")).isTrue();
    assertThat(sources.isOwnKamelet("pushbullet-notify-sink.kamelet.yaml")).isFalse();
  }

  @Test
  void aShippedFileUnderAnotherNameIsNotTheUsersOwn() throws IOException {
    ShippedRoutes.get().copyTo(home);
    Path renamed = home.resolve("routes/zz.camel.yaml");
    Files.move(home.resolve("routes/watchdog.camel.yaml"), renamed);

    RouteSources sources = RouteSources.of(home.resolve("routes"));

    assertThat(sources.own()).isEmpty();
    assertThat(sources.shipped()).contains(renamed);
  }

  @Test
  void aSecondFileWithAShippedRouteInItIsTheUsersOwn() throws IOException {
    ShippedRoutes.get().copyTo(home);
    Path copy = home.resolve("routes/copy.camel.yaml");
    Files.copy(home.resolve("routes/watchdog.camel.yaml"), copy);

    assertThat(RouteSources.of(home.resolve("routes")).own()).containsExactly(copy);
  }

  @Test
  void aCopyThatWasBrokenOffIsFinished() throws Exception {
    Path file = home.resolve("routes/watchdog.camel.yaml");
    Files.createDirectories(file.getParent());
    Files.createFile(file);

    ShippedRoutes.get().copyTo(home);

    assertThat(file).isNotEmptyFile();
  }

  @Test
  void nothingIsSentToTheQueueOfEventsWithoutSayingWhatHappensWhenItIsFull() throws IOException {
    Pattern sent =
        Pattern.compile(
            "(?m)^ +- to:\\n( +)uri: seda:events\\n(?<said>(?:\\1parameters:\\n(?:\\1  .*\\n?)+)?)");
    int count = 0;
    for (Path file : filesIn(ROUTES)) {
      String name = file.toString();
      List<String> wanted =
          name.startsWith("watchdog")
              ? List.of("discardWhenFull: true")
              : name.contains("link")
                  ? List.of("blockWhenFull: true", "offerTimeout: \"1000\"")
                  : name.startsWith("status") || name.startsWith("operate")
                      ? List.of(
                          "blockWhenFull: true",
                          "offerTimeout: \"1000\"",
                          "timeout: \"2000\"",
                          "waitForTaskToComplete: Always")
                      : List.of("blockWhenFull: true");
      Matcher to = sent.matcher(Files.readString(ROUTES.resolve(file)));
      while (to.find()) {
        count++;
        assertThat(to.group("said").lines().skip(1).map(String::strip))
            .as("%s: %s", file, to.group())
            .containsExactlyElementsOf(wanted);
      }
    }
    assertThat(count).isGreaterThan(12);
  }

  private static List<ShippedRoutes.Item> asYaml(Path file) throws IOException {
    List<ShippedRoutes.Item> items = new ArrayList<>();
    try (InputStream text = Files.newInputStream(ROUTES.resolve(file))) {
      for (Object item :
          (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(text)) {
        ((Map<?, ?>) item)
            .forEach(
                (kind, content) -> {
                  if (content instanceof Map<?, ?> map) {
                    items.add(
                        new ShippedRoutes.Item(
                            file.toString(), kind.toString(), map.get("id").toString()));
                  }
                });
      }
    }
    return items;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(directory::relativize)
          .sorted()
          .toList();
    }
  }
}
