// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Gives every HTTP call a total deadline, connecting and the last byte of the answer included, and
 * bounds the size of the answer. The client's own timeouts measure single pauses only: a server
 * that sends a byte now and then would hold a call for ever.
 */
public final class CallLimits implements HttpClientConfigurer, ExecChainHandler, AutoCloseable {
  private final Duration deadline;
  private final Deadlines deadlines;
  private final @Nullable Proxy proxy;
  private final @Nullable Path authorities;

  public CallLimits(Duration deadline) {
    this(deadline, new Deadlines(), null, null);
  }

  /**
   * Calls that go through a proxy, or to servers with certificates of an authority of their own.
   *
   * @param authorities a file of certificates in PEM form; null for those alone that Java trusts
   */
  public CallLimits(Duration deadline, @Nullable Proxy proxy, @Nullable Path authorities) {
    this(deadline, new Deadlines(), proxy, authorities);
  }

  private CallLimits(
      Duration deadline, Deadlines deadlines, @Nullable Proxy proxy, @Nullable Path authorities) {
    this.deadline = deadline;
    this.deadlines = deadlines;
    this.proxy = proxy;
    this.authorities = authorities;
  }

  /** Limits with another deadline and the same clock, and without a proxy. */
  public CallLimits within(Duration other) {
    return new CallLimits(other, deadlines, null, authorities);
  }

  /**
   * TLS for calls that are not made by HTTP; it is made anew for each who asks.
   *
   * @throws IOException if the file of certificates can't be read
   * @throws GeneralSecurityException if it holds something else
   */
  public SSLContext tls() throws IOException, GeneralSecurityException {
    return authorities == null ? SSLContext.getDefault() : TrustedCertificates.with(authorities);
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
    if (proxy != null) {
      proxy.configureHttpClient(client);
    }
    client.addExecInterceptorFirst("call-limits", this);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    // What is asked is short, and to unpack it costs more than to send it.
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    // Does nothing once the answer is read: the connection is back in the pool by then. What waited
    // for a free connection until now gets one later, and loses it at the next ring.
    Deadlines.Timeout timer = deadlines.set(deadline, scope.execRuntime::discardEndpoint);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (proxy != null) {
        proxy.checkTunnel(response, scope);
      }
      if (response.getEntity() == null) {
        timer.cancel();
      } else {
        unpacked(response);
        LimitedAnswer answer =
            new LimitedAnswer(response.getEntity(), timer, deadline, scope.execRuntime);
        answer.refuseTooLarge();
        response.setEntity(answer);
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      timer.cancel();
      if (timer.isExpired()) {
        throw timer.reason(new DeadlineExceeded(deadline));
      }
      throw e;
    }
  }

  /**
   * Some servers pack their answers whatever they are asked. The client has unpacked this one, and
   * leaves the header that says it is packed: Camel would unpack it once more.
   */
  private static void unpacked(ClassicHttpResponse response) {
    if (response.getEntity().getContentEncoding() == null) {
      response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
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
}
