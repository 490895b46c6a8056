// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.daemon.SettingsCheck;
import io.clooster.dist.Readme;
import io.clooster.routes.ShippedRoutes;
import io.clooster.testing.PairConfig;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the pages for users, as {@code check} sees them. */
@Timeout(60)
@Slow
class RoutesPageTest {
  private static final Path ROUTES = Path.of("docs/routes.md");
  private static final Path CONFIGURATION = Path.of("docs/configuration.md");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `(camel\\.main\\.[\\w.-]+)`");

  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    ShippedRoutes.get().copyTo(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"site-events", "site-actions", "site-notices", "site-before-write"})
  void anExampleOfARouteIsSound(String route) throws Exception {
    Path site = Files.createDirectories(home.resolve("routes/site"));
    Files.writeString(
        site.resolve("mine.camel.yaml"), Readme.block(ROUTES, "yaml", "id: " + route));

    InstalledRoutes found = InstalledRoutes.check(home, PairConfig.in(home));

    assertThat(found.problems()).isEmpty();
    assertThat(found.warnings()).isEmpty();
  }

  @Test
  void allComponentsThatAreThereAreNamed() throws Exception {
    String page = Files.readString(ROUTES);
    List<String> components =
        Pattern.compile("<artifactId>camel-(\\S+)</artifactId>")
            .matcher(Files.readString(Path.of("pom.xml")).replaceFirst("(?s)<!-- Tests.*", ""))
            .results()
            .map(each -> each.group(1))
            .filter(name -> !Set.of("bom", "main", "jackson", "yaml-dsl").contains(name))
            .toList();

    assertThat(components).contains("mail", "netty-http");
    String there = page.substring(page.indexOf("### What there is"));
    assertThat(there.substring(0, there.indexOf("languages")))
        .contains(components.stream().map(each -> "`" + each + "`").toList());
  }

  @Test
  void camelKnowsTheSettingsThatAreNamed() throws Exception {
    String page = Files.readString(CONFIGURATION);
    String settings =
        SETTING
            .matcher(page)
            .results()
            .map((MatchResult setting) -> setting.group(1))
            .map(key -> key + (key.endsWith("timeout") ? " = 4" : " = true"))
            .collect(Collectors.joining("\n"));
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/application.properties"), settings);

    assertThat(settings.lines()).hasSizeGreaterThan(3);
    assertThat(SettingsCheck.of(PairConfig.in(home), home, Map.of()).problems()).isEmpty();
  }
}
