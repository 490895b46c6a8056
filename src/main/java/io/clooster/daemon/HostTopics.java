// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * What Clooster does, for the routes of the application that it runs in: the topics of its own
 * context, under the same names in the host's. Nothing is copied for a topic that nobody there
 * reads, and nobody there can hold anything up: what a full queue has no room for is dropped.
 */
public final class HostTopics {
  private final ProducerTemplate template;

  private HostTopics(ProducerTemplate template) {
    this.template = template;
  }

  /** Those of this host. */
  static HostTopics of(CamelContext host) {
    return new HostTopics(host.createProducerTemplate());
  }

  /** Puts what this holds into the host's topic of this name. */
  public void send(String topic, Exchange told) {
    template.send(
        "seda:"
            + topic
            + "?multipleConsumers=true&discardIfNoConsumers=true&discardWhenFull=true"
            // Whatever the host's own queues do.
            + "&blockWhenFull=false",
        copy -> {
          copy.getIn().setBody(told.getIn().getBody());
          copy.getIn().setHeaders(told.getIn().getHeaders());
        });
  }
}
