// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.Attempts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Camel's way to stop routes, but for one that is about to be replaced: that has ended its work,
 * and what waits in its queue is for its successor. (Camel itself would wait until the queue is
 * empty.)
 */
final class QuietStop extends DefaultShutdownStrategy {
  private volatile @Nullable Thread replacing;

  private QuietStop() {}

  /** Takes the place of the context's own, with the same settings. */
  static QuietStop in(CamelContext context) {
    ShutdownStrategy former = context.getShutdownStrategy();
    QuietStop stop = new QuietStop();
    stop.setCamelContext(context);
    stop.setTimeout(former.getTimeout());
    stop.setTimeUnit(former.getTimeUnit());
    stop.setShutdownNowOnTimeout(former.isShutdownNowOnTimeout());
    stop.setShutdownRoutesInReverseOrder(former.isShutdownRoutesInReverseOrder());
    stop.setSuppressLoggingOnTimeout(former.isSuppressLoggingOnTimeout());
    stop.setLogInflightExchangesOnTimeout(former.isLogInflightExchangesOnTimeout());
    context.setShutdownStrategy(stop);
    return stop;
  }

  /** What is stopped by this thread meanwhile has ended its work. */
  void whileReplacing(Attempts.Work work) throws Exception {
    replacing = Thread.currentThread();
    try {
      work.run();
    } finally {
      replacing = null;
    }
  }

  @Override
  protected boolean doShutdown(
      CamelContext context,
      List<RouteStartupOrder> routes,
      long timeout,
      TimeUnit timeUnit,
      boolean suspendOnly,
      boolean abortAfterTimeout,
      boolean forceShutdown)
      throws Exception {
    return Thread.currentThread() == replacing
        || super.doShutdown(
            context, routes, timeout, timeUnit, suspendOnly, abortAfterTimeout, forceShutdown);
  }
}
