// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Gives every HTTP call a total deadline, connecting and the last byte of the answer included, and
 * bounds the size of the answer. The client's own timeouts measure single pauses only: a server
 * that sends a byte now and then would hold a call for ever.
 */
public final class CallLimits implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {
  /** An answer of our APIs has a few kilobytes. */
  static final int LARGEST_ANSWER = 1 << 20;

  private final Duration deadline;
  private final Deadlines deadlines;

  public CallLimits(Duration deadline) {
    this(deadline, new Deadlines());
  }

  private CallLimits(Duration deadline, Deadlines deadlines) {
    this.deadline = deadline;
    this.deadlines = deadlines;
  }

  /** Limits with another deadline and the same clock. */
  public CallLimits within(Duration other) {
    return new CallLimits(other, deadlines);
  }

  /** The total time that any call may take. */
  public Duration deadline() {
    return deadline;
  }

  /** What ends the calls; good for all else that must not take too long. */
  public Deadlines deadlines() {
    return deadlines;
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
    Deadlines.Alarm alarm = deadlines.set(deadline, scope.execRuntime::discardEndpoint);
    try {
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
        throw alarm.reason(new DeadlineExceeded(deadline));
      }
      throw e;
    }
  }

  /** Ends all calls that are still under way after {@code grace}, and begins no more. */
  public void endAfter(Duration grace) {
    deadlines.endAfter(grace);
  }

  /** Stops the clock. */
  @Override
  public void close() {
    deadlines.close();
  }

  /** The answer's body, read no longer and no further than allowed. */
  private final class Limited extends HttpEntityWrapper {
    private final Deadlines.Alarm alarm;

    Limited(ClassicHttpResponse response, Deadlines.Alarm alarm) {
      super(response.getEntity());
      this.alarm = alarm;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new LimitedStream(super.getContent(), LARGEST_ANSWER) {
        @Override
        IOException explain(IOException e) {
          return alarm.rang() ? alarm.reason(new DeadlineExceeded(deadline)) : e;
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
