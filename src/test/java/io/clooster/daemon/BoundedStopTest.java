// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Logged;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop that takes too long says of what. */
class BoundedStopTest {
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  @Timeout(30)
  void aRouteThatDoesNotEndIsNamedWithWhatItWaitsFor() throws Exception {
    // Given
    Main camel = stuck();
    try (Logged log = Logged.by("io.clooster")) {
      // When
      BoundedStop.of(camel);

      // Then
      assertThat(log.with("state=hanging"))
          .singleElement()
          .asString()
          .startsWith("WARN state=hanging: not all routes ended within 3 s, ")
          .contains("(not ended: mine; it waits in " + Stuck.class.getName())
          .doesNotContain("other;");
    } finally {
      end.countDown();
    }
  }

  @Test
  @Timeout(30)
  void afterAStartThatFailedNobodyIsToldOfWhatHangs() throws Exception {
    // Given
    Main camel = stuck();
    try (Logged log = Logged.by("io.clooster")) {
      // When
      BoundedStop.afterFailure(camel);

      // Then
      assertThat(log.lines()).isEmpty();
    } finally {
      end.countDown();
    }
  }

  /** Runs a route that does not end, and another one. */
  private Main stuck() {
    Main camel = new Main();
    camel.bind("stuck", new Stuck());
    camel
        .configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("stuck:here").routeId("mine").to("log:x");
                from("seda:other").routeId("other").to("log:x");
              }
            });
    camel.start();
    return camel;
  }

  /** Whose consumers end when the test does. */
  private final class Stuck extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          return new DefaultConsumer(this, processor) {
            @Override
            protected void doStop() throws Exception {
              end.await();
              super.doStop();
            }
          };
        }
      };
    }
  }
}
