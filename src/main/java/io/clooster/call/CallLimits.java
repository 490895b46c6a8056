// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Gives every HTTP call a total deadline, connecting and the last byte of the answer included, and
 * bounds the size of the answer. The client's own timeouts measure single pauses only: a server
 * that sends a byte now and then would hold a call for ever.
 */
public final class CallLimits implements HttpClientConfigurer, ExecChainHandler {
  /** An answer of our APIs has a few kilobytes. */
  static final int LARGEST_ANSWER = 1 << 20;

  private final Duration deadline;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "call-deadline");
            thread.setDaemon(true);
            return thread;
          });

  public CallLimits(Duration deadline) {
    this.deadline = deadline;
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
    AtomicBoolean expired = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        clock.schedule(
            () -> {
              expired.set(true);
              // Does nothing once the answer is read: the connection is back in the pool by then.
              scope.execRuntime.discardEndpoint();
            },
            deadline.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (response.getEntity() == null) {
        alarm.cancel(false);
      } else {
        response.setEntity(new Limited(response, alarm, expired));
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      alarm.cancel(false);
      if (expired.get()) {
        throw new DeadlineExceeded(deadline);
      }
      throw e;
    }
  }

  /** The answer's body, read no longer and no further than allowed. */
  private final class Limited extends HttpEntityWrapper {
    private final ScheduledFuture<?> alarm;
    private final AtomicBoolean expired;

    Limited(ClassicHttpResponse response, ScheduledFuture<?> alarm, AtomicBoolean expired) {
      super(response.getEntity());
      this.alarm = alarm;
      this.expired = expired;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new LimitedStream(super.getContent(), LARGEST_ANSWER) {
        @Override
        IOException explain(IOException e) {
          return expired.get() ? new DeadlineExceeded(deadline) : e;
        }

        @Override
        public void close() throws IOException {
          super.close();
          alarm.cancel(false);
        }
      };
    }
  }
}
