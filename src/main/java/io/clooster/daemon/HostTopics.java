// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * What Clooster does, for the routes of the application that it runs in: the topics of its own
 * context, under the same names in the host's. Nothing is copied for a topic that nobody there
 * reads, and nobody there can hold anything up: what a full queue has no room for is dropped.
 */
public final class HostTopics {
  private static final List<String> NAMES = List.of("events", "actions", "notices");

  private final ProducerTemplate template;

  private HostTopics(ProducerTemplate template) {
    this.template = template;
  }

  /** Passes the topics of {@code ours} on to {@code host}. */
  static void pass(CamelContext ours, CamelContext host) throws Exception {
    ours.getRegistry().bind("hostTopics", new HostTopics(host.createProducerTemplate()));
    for (String name : NAMES) {
      TemplatedRouteBuilder.builder(ours, "topic-to-host")
          .routeId("topic-to-host-" + name)
          .parameter("topic", name)
          .add();
    }
  }

  /** Puts what this holds into the host's topic of this name. */
  public void send(String topic, Exchange told) {
    template.send(
        "seda:" + topic + "?multipleConsumers=true&discardIfNoConsumers=true&discardWhenFull=true",
        copy -> {
          copy.getIn().setBody(told.getIn().getBody());
          copy.getIn().setHeaders(told.getIn().getHeaders());
        });
  }
}
