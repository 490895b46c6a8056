// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.Event;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Puts events into a route's queue, from where no route's consumer would do it. */
public final class EventQueue implements Consumer<Event>, CamelContextAware {
  private final String route;
  private @Nullable CamelContext context;
  private @Nullable ProducerTemplate events;
  private @Nullable Endpoint found;

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
    this.events = context.createProducerTemplate();
  }

  @Override
  public void accept(Event event) {
    Objects.requireNonNull(events, "set by Camel").sendBody(endpoint(), event);
  }

  /** Looked up once, and not before the routes have said what it is like. */
  private synchronized Endpoint endpoint() {
    Endpoint known = found;
    if (known == null) {
      known = Objects.requireNonNull(context, "set by Camel").getEndpoint(route);
      found = known;
    }
    return known;
  }
}
