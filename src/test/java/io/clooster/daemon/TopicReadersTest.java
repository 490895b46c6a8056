// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a topic comes and goes, and others that read it lose nothing by that. */
@Timeout(60)
@Slow
class TopicReadersTest {
  private static final String NOTICES = "seda:clooster-notices?multipleConsumers=true";

  @TempDir private Path directory;
  private RouteSession session;
  private Logged all;
  private CamelContext context;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    session = RouteSession.listening(directory).start();
    context = session.daemon().context();
    all = Logged.by("ROOT");
  }

  @AfterEach
  void close() {
    end.countDown();
    all.close();
    session.close();
  }

  @Test
  void oneThatJoinsDoesNotInterruptWhatAnotherOneIsDoing() throws Exception {
    // Given
    reading("first", NOTICES, this::slowly);
    send("one");
    begun.await();

    // When
    reading("second", NOTICES, exchange -> {});
    end.countDown();

    // Then
    await().untilAsserted(() -> assertThat(told).contains("first one"));
    assertThat(all.with("Rejected")).isEmpty();
  }

  @Test
  void oneThatLeavesDoesNotInterruptWhatAnotherOneIsDoing() throws Exception {
    // Given
    reading("first", NOTICES, this::slowly);
    reading("second", NOTICES, exchange -> {});
    send("one");
    begun.await();

    // When
    context.getRouteController().stopRoute("second");
    end.countDown();

    // Then
    await().untilAsserted(() -> assertThat(told).contains("first one"));
  }

  @Test
  void eachGetsAllThoughTheirOptionsDiffer() throws Exception {
    // Given
    reading("first", NOTICES, exchange -> {});
    reading("second", NOTICES + "&concurrentConsumers=2", exchange -> {});

    // When
    List<String> sent = List.of("1", "2", "3", "4", "5", "6", "7", "8");
    sent.forEach(this::send);

    // Then
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(told)
                    .containsAll(sent.stream().map(each -> "first " + each).toList())
                    .containsAll(sent.stream().map(each -> "second " + each).toList()));
  }

  @Test
  void whatItGetsComesFromItsOwnRoute() throws Exception {
    // Given
    List<String> routes = new CopyOnWriteArrayList<>();
    reading("first", NOTICES, exchange -> routes.add(exchange.getFromRouteId()));
    reading("second", NOTICES, exchange -> routes.add(exchange.getFromRouteId()));

    // When
    send("one");

    // Then
    await().until(() -> routes.size() == 2);
    assertThat(routes).containsExactlyInAnyOrder("first", "second");
  }

  private void slowly(Exchange exchange) throws InterruptedException {
    begun.countDown();
    end.await();
  }

  private void send(String body) {
    context.createFluentProducerTemplate().withBody(body).to("seda:clooster-notices").send();
  }

  private void reading(String id, String uri, Processor step) throws Exception {
    context
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .addRouteDefinition(
            new RouteDefinition(uri)
                .routeId(id)
                .process(step)
                .process(exchange -> told.add(id + " " + exchange.getMessage().getBody())));
  }
}
