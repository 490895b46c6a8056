// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.CallLimits;
import io.clooster.call.Connections;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The HTTP client of one check: a total deadline of its own, a fresh connection for each look, no
 * redirects, credentials or cookies. The status is all that counts: no body is read.
 */
public final class HttpCheckClient implements HttpClientConfigurer, ExecChainHandler {
  private final CallLimits limits;

  public HttpCheckClient(CallLimits limits, long timeoutMillis) {
    this.limits = limits.within(Duration.ofMillis(timeoutMillis));
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.setConnectionManager(Connections.own(limits.deadline()));
    client.setConnectionManagerShared(false);
    client.disableRedirectHandling();
    client.disableAuthCaching();
    client.disableContentCompression();
    client.addExecInterceptorLast("status-only", this);
    limits.configureHttpClient(client);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    scope.execRuntime.discardEndpoint();
    response.setEntity(null);
    return response;
  }
}
