// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that a message could not be delivered yet, and why. */
public final class DeliveryFailureLog implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryFailureLog.class);

  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Object id = exchange.getVariable("id");
    LOG.warn(
        "message={} service={} state=undelivered: {}",
        id == null ? exchange.getVariable("file") : id,
        exchange.getVariable("service"),
        failure == null ? "no reason given" : FailureText.of(failure));
  }
}
