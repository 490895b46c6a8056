// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Our Kamelets in somebody else's Camel context, as docs/camel.md says. */
@Timeout(60)
@Slow
class KameletsElsewhereTest {
  private static final Path KAMELETS = Path.of("routes", "kamelets");
  private static final String SUFFIX = ".kamelet.yaml";

  private final CallLimits limits = new CallLimits(Duration.ofSeconds(10));
  private final ExecutorService calls = Executors.newCachedThreadPool();
  private CamelContext context;

  @BeforeEach
  void aContextOfSomebodyElse() {
    context = new DefaultCamelContext();
    context
        .getComponent("kamelet", KameletComponent.class)
        .setLocation("file:" + KAMELETS.toAbsolutePath());
  }

  @AfterEach
  void ends() {
    context.stop();
    calls.shutdownNow();
    limits.close();
  }

  @Test
  void aNotifierSendsWhatTheHeadersAndTheBodySay() throws Exception {
    try (Service service = new Service()) {
      service.otherwise(200, Map.of(), "{\"id\": \"x\", \"event\": \"message\"}");
      context.start();

      context
          .createFluentProducerTemplate()
          .to("kamelet:ntfy-notify-sink?topic=alerts&api=" + service.uri())
          .withHeaders(Map.of("title", "Down", "severity", "critical", "id", "1"))
          .withBody("It is gone")
          .send();

      JsonNode sent = new ObjectMapper().readTree(service.calls().get(0).body());
      assertThat(sent.path("title").asText()).isEqualTo("Down");
      assertThat(sent.path("message").asText()).isEqualTo("It is gone");
    }
  }

  @Test
  void aNotifierFailsWhereItsServiceDoesNotConfirm() throws Exception {
    try (Service service = new Service()) {
      service.otherwise(200, Map.of(), "<html>Welcome</html>");
      context.start();

      var exchange =
          context
              .createFluentProducerTemplate()
              .to("kamelet:ntfy-notify-sink?topic=alerts&api=" + service.uri())
              .withHeaders(Map.of("title", "Down", "severity", "critical", "id", "1"))
              .withBody("It is gone")
              .send();

      assertThat(exchange.getException()).isNotNull();
    }
  }

  /** The DNS providers take an executor and the time that a call may take from the registry. */
  @ParameterizedTest
  @MethodSource("names")
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
  @SuppressWarnings("unchecked")
  private static String required(String name) throws IOException {
    Map<String, Object> yaml =
        (Map<String, Object>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(KAMELETS.resolve(name + SUFFIX)));
    var definition =
        (Map<String, Object>) ((Map<String, Object>) yaml.get("spec")).get("definition");
    var properties = (Map<String, Map<String, Object>>) definition.get("properties");
    List<String> values = new ArrayList<>();
    for (Object key : (List<Object>) definition.getOrDefault("required", List.of())) {
      values.add(key + "=RAW(" + properties.get(String.valueOf(key)).get("example") + ")");
    }
    return String.join("&", values);
  }

  private static Collection<String> names() throws IOException {
    try (Stream<Path> found = Files.list(KAMELETS)) {
      return found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }
}
