// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.call.FailureText;
import io.clooster.failover.Action;
import io.clooster.failover.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps of the user's own, each a route that reads {@code direct:<name>}, at places made for them.
 * That one fails is told, once in a while, and stops nothing.
 */
public final class OwnSteps {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /** One that fails fails each time: a message an hour is enough. */
  private static final Duration TOLD_EVERY = Duration.ofHours(1);

  private final String server;
  private final long started = System.nanoTime();
  private final AtomicLong failures = new AtomicLong();
  private @Nullable Long toldAt;

  public OwnSteps(String server) {
    this.server = server;
  }

  /** Whether a route reads {@code direct:<name>}. */
  public boolean isThere(String name, Exchange exchange) {
    String uri = "direct://" + name;
    return exchange.getContext().getRoutes().stream()
        .map(route -> route.getEndpoint().getEndpointUri())
        .anyMatch(read -> read.equals(uri) || read.startsWith(uri + "?"));
  }

  /** The step of this name failed, or did not end in time. */
  public void failed(String name, Exception failure, Exchange exchange) {
    String why =
        failure instanceof ExchangeTimedOutException late
            ? "it did not end within " + FailureText.of(Duration.ofMillis(late.getTimeout()))
            : FailureText.of(failure);
    LOG.warn(
        "step={} state=failed: {}; the record is written all the same. Look after the route that reads direct:{}",
        name,
        why,
        name);
    if (isNews()) {
      String id = server + "-step-" + Long.toHexString(started) + "-" + failures.incrementAndGet();
      Values values = Values.of("step", name).and("failure", why);
      Action.Notify message = new Action.Notify(id, "step-failed", "", "", values);
      try (ProducerTemplate sender = exchange.getContext().createProducerTemplate()) {
        sender.sendBody("seda:notify?discardWhenFull=true&waitForTaskToComplete=Never", message);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized boolean isNews() {
    long now = System.nanoTime();
    Long last = toldAt;
    if (last != null && now - last < TOLD_EVERY.toNanos()) {
      return false;
    }
    toldAt = now;
    return true;
  }
}
