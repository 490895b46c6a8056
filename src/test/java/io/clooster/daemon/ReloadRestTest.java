// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.Full;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon runs for months, with a small heap: no reload leaves anything behind. */
@Timeout(180)
@Slow
class ReloadRestTest {
  private static final int ROUNDS = 4;
  private static final List<String> FILES =
      List.of(
          "failover.camel.yaml",
          "errors.camel.yaml",
          "topics.camel.yaml",
          "kamelets/cloudflare-dns-action.kamelet.yaml");

  @TempDir private Path directory;
  private Path home;
  private RouteSession session;
  private Logged log;

  /** What was made since the daemon began. */
  private final List<Reference<CamelContext>> trials = new CopyOnWriteArrayList<>();

  private final List<Reference<Route>> routes = new CopyOnWriteArrayList<>();
  private final List<Reference<Endpoint>> endpoints = new CopyOnWriteArrayList<>();

  private final CamelContextTracker tracker =
      new CamelContextTracker() {
        @Override
        public void contextCreated(CamelContext context) {
          trials.add(new WeakReference<>(context));
        }
      };

  private final LifecycleStrategySupport parts =
      new LifecycleStrategySupport() {
        @Override
        public void onRoutesAdd(Collection<Route> added) {
          added.forEach(route -> routes.add(new WeakReference<>(route)));
        }

        @Override
        public void onEndpointAdd(Endpoint added) {
          endpoints.add(new WeakReference<>(added));
        }
      };

  @BeforeEach
  void start() throws Exception {
    home = Installations.copy(directory.resolve("home"));
    log = Logged.by("clooster");
    session =
        RouteSession.listening(directory)
            .home(home)
            .with(
                "\"reload\": true, \"pushbullet\": {\"key\": \""
                    + RouteSession.PUSH_TOKEN
                    + "\", \"api\": \"%s\"}");
    session.start();
    await().until(() -> context().getRoute("notify-deliver-pushbullet") != null);
    tracker.open();
    context().addLifecycleStrategy(parts);
  }

  @AfterEach
  void close() {
    tracker.close();
    session.close();
    log.close();
  }

  @Test
  void whatWasTriedAndWhatRanBeforeIsGone() throws Exception {
    // When
    reload("topics.camel.yaml", 1);
    reload("topics.camel.yaml", 2);

    // Then
    assertThat(trials).hasSizeGreaterThanOrEqualTo(2);
    assertThat(routes).hasSizeGreaterThanOrEqualTo(2);
    awaitNothingLeft();
  }

  @Test
  @Full
  void whatRunsHoldsAsMuchAfterManyReloadsAsBefore() throws Exception {
    // Given: what is made at the first use is there.
    reloadAll(1);
    Map<String, Integer> before = held();

    // When
    for (int round = 2; round <= ROUNDS; round++) {
      reloadAll(round);
    }

    // Then
    assertThat(trials).hasSizeGreaterThanOrEqualTo(ROUNDS * FILES.size());
    awaitNothingLeft();
    await().untilAsserted(() -> assertThat(held()).isEqualTo(before));
  }

  private void awaitNothingLeft() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(left(trials, List.of())).as("trials").isEmpty();
              assertThat(left(routes, context().getRoutes())).as("routes").isEmpty();
              assertThat(left(endpoints, context().getEndpoints())).as("endpoints").isEmpty();
            });
  }

  /** What is still in memory, and is none of those that run. */
  private static <T> List<String> left(List<Reference<T>> made, Collection<T> running) {
    return made.stream()
        .map(Reference::get)
        .filter(each -> each != null && running.stream().noneMatch(other -> other == each))
        .map(String::valueOf)
        .toList();
  }

  /** How much there is of what Camel keeps by name. */
  private Map<String, Integer> held() {
    ModelCamelContext context = context();
    return Map.of(
        "routes", context.getRoutes().size(),
        "definitions", context.getRouteDefinitions().size(),
        "templates", context.getRouteTemplateDefinitions().size(),
        "configurations", context.getRouteConfigurationDefinitions().size(),
        "endpoints", context.getEndpoints().size(),
        "beans", context.getRegistry().findByTypeWithName(Object.class).size(),
        "components", context.getComponentNames().size());
  }

  private void reloadAll(int round) throws IOException {
    for (String file : FILES) {
      reload(file, round);
    }
  }

  private void reload(String file, int times) throws IOException {
    Path path = home.resolve("routes").resolve(file);
    Files.writeString(
        path,
        Files.readString(path)
            .replaceAll("(?m)^( +(title|description): [^\"\n]+)$", "$1 x")
            .replaceAll("\\z", "# changed\n"));
    await(file)
        .atMost(Duration.ofSeconds(30))
        .until(() -> log.with("file=" + file + " state=reloaded").count() == times);
  }

  private ModelCamelContext context() {
    return (ModelCamelContext) session.daemon().context();
  }
}
