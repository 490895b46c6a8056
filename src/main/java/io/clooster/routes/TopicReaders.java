// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** The readers of one queue, each of which gets a copy of all that is sent. */
final class TopicReaders {
  private final CamelContext context;
  private final String queue;
  private final Map<SedaEndpoint, List<Reader>> readers = new HashMap<>();
  private @Nullable ExecutorService threads;

  /** What hands out the copies; null before the first reader. */
  private volatile @Nullable AsyncProcessor all;

  TopicReaders(CamelContext context, String queue) {
    this.context = context;
    this.queue = queue;
  }

  /** From now on these read by way of this endpoint. */
  synchronized void are(SedaEndpoint endpoint, Collection<SedaConsumer> consumers)
      throws Exception {
    readers.put(endpoint, consumers.stream().map(Reader::new).toList());
    readers.values().removeIf(List::isEmpty);
    List<Processor> each = new ArrayList<>();
    readers.values().forEach(each::addAll);
    if (each.isEmpty()) {
      return; // What the last one has taken out goes to it still.
    }
    if (threads == null) {
      threads =
          context.getExecutorServiceManager().newDefaultThreadPool(this, queue + "(multicast)");
    }
    AsyncProcessor copies =
        (AsyncProcessor)
            PluginHelper.getProcessorFactory(context)
                .createProcessor(
                    context, "MulticastProcessor", new Object[] {each, threads, false});
    ServiceHelper.startService(copies);
    all = copies;
  }

  @Nullable AsyncProcessor all() {
    return all;
  }

  /** Nothing is handed out any more. */
  synchronized void close() {
    ExecutorService running = threads;
    if (running != null) {
      context.getExecutorServiceManager().shutdownNow(running);
      threads = null;
    }
  }

  /** The steps of one of them, which begin and end with its route, and with nothing else. */
  private static final class Reader extends AsyncProcessorSupport {
    private final AsyncProcessor steps;
    private final @Nullable String route;

    private Reader(SedaConsumer consumer) {
      steps = consumer.getAsyncProcessor();
      route = consumer.getRouteId();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      // What takes it out of the queue may be another one.
      exchange.getExchangeExtension().setFromRouteId(route);
      return steps.process(exchange, callback);
    }
  }
}
