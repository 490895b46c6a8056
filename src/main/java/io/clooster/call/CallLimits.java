// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Gives every HTTP call a total deadline, connecting and the last byte of the answer included, and
 * bounds the size of the answer. The client's own timeouts measure single pauses only: a server
 * that sends a byte now and then would hold a call for ever.
 */
public final class CallLimits implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {
  /** An answer of our APIs has a few kilobytes. */
  static final int LARGEST_ANSWER = 1 << 20;

  private static final String STOPPING = "Clooster is stopping";

  private final Duration deadline;
  private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "call-deadline");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean closing;

  public CallLimits(Duration deadline) {
    this.deadline = deadline;
  }

  /** The total time that any call may take. */
  public Duration deadline() {
    return deadline;
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    // A retry of the client's own would hide a failure and its Retry-After from the decision.
    client.disableAutomaticRetries();
    // Our APIs set no cookies; without them the client needs no list of public suffixes.
    client.disableCookieManagement();
    client.setDefaultCookieSpecRegistry(name -> null);
    client.addExecInterceptorFirst("call-limits", this);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    // Does nothing once the answer is read: the connection is back in the pool by then.
    Alarm alarm = new Alarm(scope.execRuntime::discardEndpoint);
    try {
      alarm.set();
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (response.getEntity() == null) {
        alarm.cancel();
      } else {
        response.setEntity(new Limited(response, alarm));
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      alarm.cancel();
      if (alarm.rang()) {
        throw alarm.reason();
      }
      throw e;
    }
  }

  /** Ends all calls that are still under way after {@code grace}, and begins no more. */
  public void endAfter(Duration grace) {
    closing = true;
    if (!clock.isShutdown()) {
      clock.schedule(() -> alarms.forEach(Alarm::ring), grace.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Stops the clock. */
  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** Ends one call when its time is over, and tells so. */
  private final class Alarm {
    private final Runnable end;
    private volatile boolean rang;
    private @Nullable ScheduledFuture<?> due;

    Alarm(Runnable end) {
      this.end = end;
    }

    void set() throws IOException {
      if (closing) {
        throw new InterruptedIOException(STOPPING);
      }
      alarms.add(this);
      due = clock.schedule(this::ring, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    void ring() {
      rang = true;
      end.run();
    }

    void cancel() {
      alarms.remove(this);
      if (due != null) {
        due.cancel(false);
      }
    }

    boolean rang() {
      return rang;
    }

    IOException reason() {
      return closing ? new InterruptedIOException(STOPPING) : new DeadlineExceeded(deadline);
    }
  }

  /** The answer's body, read no longer and no further than allowed. */
  private final class Limited extends HttpEntityWrapper {
    private final Alarm alarm;

    Limited(ClassicHttpResponse response, Alarm alarm) {
      super(response.getEntity());
      this.alarm = alarm;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new LimitedStream(super.getContent(), LARGEST_ANSWER) {
        @Override
        IOException explain(IOException e) {
          return alarm.rang() ? alarm.reason() : e;
        }

        @Override
        public void close() throws IOException {
          alarm.cancel();
          super.close();
        }
      };
    }

    /** Through the bounded stream, like every other reader. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
      AbstractHttpEntity.writeTo(this, out);
    }
  }
}
