// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.testing.KameletFile;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our Kamelets in somebody else's Camel context, as docs/camel.md says. */
@Timeout(60)
@Slow
class KameletsElsewhereTest {
  private final CallLimits limits = new CallLimits(Duration.ofSeconds(10));
  private final ExecutorService calls = Executors.newCachedThreadPool();
  private CamelContext context;

  @BeforeEach
  void aContextOfSomebodyElse() {
    context = new DefaultCamelContext();
    context
        .getComponent("kamelet", KameletComponent.class)
        .setLocation("file:" + KameletFile.SHIPPED.toAbsolutePath());
  }

  @AfterEach
  void ends() {
    context.stop();
    calls.shutdownNow();
    limits.close();
  }

  @Test
  void aNotifierSendsWhatTheHeadersAndTheBodySay() throws Exception {
    assertThat(sent(Map.of("title", "Down", "severity", "critical", "id", "1"))).isEmpty();
  }

  @Test
  void theTitleIsEnough() throws Exception {
    assertThat(sent(Map.of("title", "Down"))).isEmpty();
  }

  private Optional<Exception> sent(Map<String, Object> headers) throws Exception {
    try (Service service = new Service()) {
      service.otherwise(200, Map.of(), "{\"id\": \"x\", \"event\": \"message\"}");
      Optional<Exception> failure = failure(service, headers);
      JsonNode sent = new ObjectMapper().readTree(service.calls().get(0).body());
      assertThat(sent.path("title").asText()).isEqualTo("Down");
      assertThat(sent.path("message").asText()).isEqualTo("It is gone");
      return failure;
    }
  }

  @Test
  void aNotifierFailsWhereItsServiceDoesNotConfirm() throws Exception {
    try (Service service = new Service()) {
      service.otherwise(200, Map.of(), "<html>Welcome</html>");

      assertThat(failure(service, Map.of("title", "Down", "severity", "critical", "id", "1")))
          .isPresent();
    }
  }

  private Optional<Exception> failure(Service service, Map<String, Object> headers) {
    context.start();
    return Optional.ofNullable(
        context
            .createFluentProducerTemplate()
            .to("kamelet:ntfy-notify-sink?topic=alerts&api=" + service.uri())
            .withHeaders(headers)
            .withBody("It is gone")
            .send()
            .getException());
  }

  /** The DNS providers take an executor and the time that a call may take from the registry. */
  @ParameterizedTest
  @MethodSource("io.clooster.testing.KameletFile#names")
  void eachIsBuiltFromWhatItDeclares(String name) throws Exception {
    context.getRegistry().bind("recordCalls", calls);
    context.getRegistry().bind("callLimits", limits);
    context.start();

    try (var producer =
        context.getEndpoint("kamelet:" + name + "/here?" + required(name)).createAsyncProducer()) {
      producer.start();
    }

    assertThat(context.getRoute("here")).isNotNull();
  }

  /** By its examples. */
  private static String required(String name) throws IOException {
    KameletFile kamelet = KameletFile.named(name);
    return kamelet.required().stream()
        .map(key -> key + "=RAW(" + kamelet.properties().get(key).get("example") + ")")
        .collect(Collectors.joining("&"));
  }
}
