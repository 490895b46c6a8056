// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.ExchangeHelper;

/**
 * Gives steps of a route a total deadline, whatever they call: a {@code policy} around them. They
 * run in a thread of their own, with a copy of the exchange, and whoever waits for them does so no
 * longer than that. What is late is interrupted, and what it does afterwards changes nothing.
 *
 * <p>A component may take no notice of an interrupt. So no more than {@link #MOST} late ones are
 * left to themselves: further calls fail at once, until one of these has ended.
 */
public final class DeadlinePolicy implements Policy {
  /** The two routes that deliver by one notifier call at the same time at most. */
  static final int MOST = 2;

  private final CallLimits limits;
  private final Semaphore room = new Semaphore(MOST);

  /** Steps that end when a call of these limits has to. */
  public DeadlinePolicy(CallLimits limits) {
    this.limits = limits;
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing is to be changed in the steps.
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    return exchange -> run(steps, exchange);
  }

  private void run(Processor steps, Exchange exchange)
      throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    Deadlines.Timeout timer =
        limits.deadlines().set(limits.deadline(), () -> inTime.complete(false));
    try {
      if (!room.tryAcquire()) {
        throw new StillUnderWay();
      }
      Exchange copy = ExchangeHelper.createCopy(exchange, true);
      Thread thread =
          exchange
              .getContext()
              .getExecutorServiceManager()
              .newThread("call-with-deadline", () -> work(steps, copy, inTime));
      start(thread);
      await(thread, inTime, timer);
      ExchangeHelper.copyResults(exchange, copy);
    } finally {
      timer.cancel();
    }
  }

  private void start(Thread thread) {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      room.release(); // The system has no thread for it: nothing runs.
      throw e;
    }
  }

  private void work(Processor steps, Exchange copy, CompletableFuture<Boolean> inTime) {
    try {
      steps.process(copy);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      copy.setException(e);
    } finally {
      room.release();
      inTime.complete(true);
    }
  }

  private void await(Thread thread, CompletableFuture<Boolean> inTime, Deadlines.Timeout timer)
      throws IOException, InterruptedException, ExecutionException {
    boolean done = false;
    try {
      done = inTime.get();
      if (!done) {
        throw timer.reason(new DeadlineExceeded(limits.deadline()));
      }
    } finally {
      if (!done) {
        thread.interrupt();
      }
    }
  }

  /** Nothing was called. */
  private static final class StillUnderWay extends IOException implements InPlainWords {
    private static final long serialVersionUID = 1L;

    StillUnderWay() {
      super(
          MOST
              + " earlier calls have not ended, though their time was over and they were told to;"
              + " until one of them does, none is made. Give the component time-outs of its own,"
              + " and restart Clooster if they never end");
    }
  }
}
