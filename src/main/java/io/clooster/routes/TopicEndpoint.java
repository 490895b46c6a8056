// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.util.concurrent.BlockingQueue;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaEndpoint;
import org.jspecify.annotations.Nullable;

/** An endpoint of {@link TopicQueues}: what is sent goes to all readers of the queue. */
final class TopicEndpoint extends SedaEndpoint {
  private final TopicReaders readers;

  TopicEndpoint(String uri, TopicQueues queues, BlockingQueueFactory<Exchange> made, int readers) {
    super(uri, queues, made, readers);
    this.readers = queues.readersOf(this);
  }

  TopicEndpoint(String uri, TopicQueues queues, BlockingQueue<Exchange> queue, int readers) {
    super(uri, queues, queue, readers);
    this.readers = queues.readersOf(this);
  }

  @Override
  protected void updateMulticastProcessor() throws Exception {
    readers.are(this, getConsumers());
  }

  @Override
  protected @Nullable AsyncProcessor getConsumerMulticastProcessor() {
    return readers.all();
  }
}
