// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps of a route that may take too long. */
@Timeout(30)
class DeadlinePolicyTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final CallLimits limits = new CallLimits(Duration.ofMillis(200));
  private final CamelContext context = new DefaultCamelContext();

  @AfterEach
  void ends() {
    end.countDown();
    context.stop();
    limits.close();
  }

  @Test
  void whatTheyMakeOfAMessageInTimeIsItsResult() throws Exception {
    Exchange exchange = sent(each -> each.getMessage().setBody("done"));

    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody()).isEqualTo("done");
  }

  @Test
  void whatFailsInThemFails() throws Exception {
    Exchange exchange =
        sent(
            each -> {
              throw new IllegalStateException("no");
            });

    assertThat(exchange.getException()).hasMessage("no");
  }

  @Test
  void whatIsLateIsInterruptedAndChangesNothing() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Exchange exchange =
        sent(
            each -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                each.getMessage().setBody("late");
                interrupted.countDown();
              }
            });

    assertThat(exchange.getException()).hasMessage("no full answer within 200 ms");
    interrupted.await();
    assertThat(exchange.getMessage().getBody()).isEqualTo("as it was");
  }

  @Test
  void whatNeverEndsCostsNoMoreThanTwoThreads() throws Exception {
    Processor deaf =
        each -> {
          calls.incrementAndGet();
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
        };
    for (int i = 0; i < DeadlinePolicy.MOST; i++) {
      assertThat(sent(deaf).getException()).isInstanceOf(DeadlineExceeded.class);
    }

    assertThat(sent(deaf).getException()).hasMessageStartingWith("2 earlier calls have not ended");
    assertThat(calls).hasValue(2);

    end.countDown();
    await().until(() -> sent(deaf).getException() == null);
  }

  @Test
  void aStopEndsThemAsWhatItIs() throws Exception {
    limits.endAfter(Duration.ofMillis(10));

    assertThat(sent(each -> calls.incrementAndGet()).getException())
        .isInstanceOf(ShuttingDownException.class);
    assertThat(calls).hasValue(0);
  }

  private Exchange sent(Processor steps) throws Exception {
    if (context.getRoute("bounded") == null) {
      DeadlinePolicy policy = new DeadlinePolicy(limits);
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              errorHandler(noErrorHandler());
              from("direct:bounded").routeId("bounded").policy(policy).process(steps).end();
            }
          });
      context.start();
    }
    return context.createFluentProducerTemplate().to("direct:bounded").withBody("as it was").send();
  }
}
