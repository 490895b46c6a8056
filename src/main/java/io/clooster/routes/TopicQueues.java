// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * Camel's {@code seda:}, but for queues with several readers: there one reader comes and goes
 * without a word to the others, whatever they are doing, and each gets all that is sent, whatever
 * its options are. Its annotation has Camel set it up as its own. (Camel stops the steps of all
 * readers for a moment, so that what is under way in them is rejected, and shares out what is sent
 * among readers whose options differ.)
 */
@org.apache.camel.spi.annotations.Component("seda")
public final class TopicQueues extends SedaComponent {
  private final Map<String, TopicReaders> readers = new ConcurrentHashMap<>();

  /** Those of the queue that this endpoint reads. */
  TopicReaders readersOf(SedaEndpoint endpoint) {
    String queue = getQueueKey(endpoint.getEndpointUri());
    return readers.computeIfAbsent(queue, name -> new TopicReaders(getCamelContext(), name));
  }

  @Override
  protected SedaEndpoint createEndpoint(
      String uri, Component component, BlockingQueueFactory<Exchange> queues, int consumers) {
    return new TopicEndpoint(uri, this, queues, consumers);
  }

  @Override
  protected SedaEndpoint createEndpoint(
      String uri, Component component, BlockingQueue<Exchange> queue, int consumers) {
    return new TopicEndpoint(uri, this, queue, consumers);
  }

  @Override
  protected void doShutdown() throws Exception {
    readers.values().forEach(TopicReaders::close);
    super.doShutdown();
  }
}
