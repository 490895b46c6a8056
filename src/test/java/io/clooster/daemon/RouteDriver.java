// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.awaitility.Awaitility.await;

import io.clooster.failover.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Stands where the decision stood in a running session: orders actions and takes the events, so
 * that a test sees what a route makes of what.
 */
final class RouteDriver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProducerTemplate out;
  private final ConsumerTemplate in;

  RouteDriver(RouteSession session) throws Exception {
    this(session.daemon().context());
  }

  RouteDriver(CamelContext context) throws Exception {
    for (String route :
        new String[] {"watchdog-clock", "watchdog-tick", "watchdog-keepalive", "failover-decide"}) {
      context.getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
    }
    // What the decision had asked for already is answered into this test otherwise.
    await().until(() -> context.getInflightRepository().size() == 0 && idle(context));
    out = context.createProducerTemplate();
    in = context.createConsumerTemplate();
    while (in.receiveBody("seda:events", 0) != null) {
      // What came before is not this test's.
    }
  }

  private static boolean idle(CamelContext context) {
    return context.getEndpoints().stream()
        .filter(endpoint -> endpoint instanceof SedaEndpoint)
        .map(endpoint -> (SedaEndpoint) endpoint)
        .filter(queue -> !queue.getEndpointKey().startsWith("seda://events"))
        .allMatch(queue -> queue.getExchanges().isEmpty());
  }

  /** Puts an action into a route's queue. */
  RouteDriver order(String queue, Object action) {
    out.sendBody(queue, action);
    return this;
  }

  /** The next event, which must come and be of this kind. */
  <E extends Event> E next(Class<E> kind) {
    return kind.cast(next());
  }

  /** The next event, but for the news that a connection was made. */
  Event next() {
    Event event = within(PATIENCE, Event.class);
    return event instanceof Event.ConnectAccepted ? next() : event;
  }

  /** The same, and it must come in this time. */
  <E extends Event> E within(Duration time, Class<E> kind) {
    Event event = in.receiveBody("seda:events", time.toMillis(), Event.class);
    if (event == null) {
      throw new AssertionError("no event came within " + time);
    }
    return kind.cast(event);
  }

  /** The headers of the next event. */
  Map<String, Object> nextHeaders() {
    return in.receive("seda:events", PATIENCE.toMillis()).getMessage().getHeaders();
  }

  /** The next event if one is there already, else null. */
  Event waiting() {
    return in.receiveBody("seda:events", 0, Event.class);
  }

  @Override
  public void close() {
    out.stop();
    in.stop();
  }
}
