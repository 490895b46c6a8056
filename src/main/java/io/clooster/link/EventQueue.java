// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.failover.Event;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Puts events into a route's queue, from where no route's consumer would do it: what a connection
 * that we made sends us unasked, no producer passes on.
 */
public final class EventQueue implements Consumer<List<Event>>, CamelContextAware {
  private final String route;
  private @Nullable CamelContext context;
  private @Nullable Producer found;

  /** {@code route} is the endpoint that takes the events. */
  public EventQueue(String route) {
    this.route = route;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  /** The body is the event, or where there are several, their list. */
  @Override
  public void accept(List<Event> events) {
    try {
      Producer queue = queue();
      Exchange exchange = queue.getEndpoint().createExchange();
      exchange.getMessage().setBody(events.size() == 1 ? events.get(0) : events);
      queue.process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
    } catch (Exception e) {
      throw RuntimeCamelException.wrapRuntimeCamelException(e);
    }
  }

  /** Looked up once, and not before the routes have said what it is like. */
  private synchronized Producer queue() throws Exception {
    Producer known = found;
    if (known == null) {
      CamelContext camel = Objects.requireNonNull(context, "set by Camel");
      known = camel.getEndpoint(route).createProducer();
      camel.addService(known, true, true);
      found = known;
    }
    return known;
  }
}
