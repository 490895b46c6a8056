// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Status;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the decision for its state, by an exchange of its own: with the answer that one is at its
 * end, and the route that asks is not.
 */
public final class StatusQuestion implements CamelContextAware {
  private @Nullable CamelContext context;
  private @Nullable ProducerTemplate asks;

  /**
   * What the decision knows now.
   *
   * @throws org.apache.camel.CamelExecutionException if it does not answer in time
   */
  public synchronized Status ask() {
    ProducerTemplate template = asks;
    if (template == null) {
      template = getCamelContext().createProducerTemplate();
      asks = template;
    }
    return template.requestBody("direct:status", "", Status.class);
  }

  @Override
  public CamelContext getCamelContext() {
    if (context == null) {
      throw new IllegalStateException("Camel says which it is when it makes the bean");
    }
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }
}
