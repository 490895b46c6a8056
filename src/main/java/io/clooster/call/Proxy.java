// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import io.clooster.name.Loopback;
import java.io.IOException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that calls go through: those by TLS inside a tunnel (CONNECT), so that it sees
 * nothing of them but the host. What is on this machine is called without it.
 *
 * @param user null, as the password, where it asks for none
 */
public record Proxy(String host, int port, @Nullable String user, @Nullable String password)
    implements HttpClientConfigurer {

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    HttpHost proxy = new HttpHost("http", host, port);
    client.setRoutePlanner(
        new DefaultProxyRoutePlanner(proxy) {
          @Override
          protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            return Loopback.is(target.getHostName()) ? null : proxy;
          }
        });
    if (user != null && password != null) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(proxy), new UsernamePasswordCredentials(user, password.toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    }
  }

  /**
   * Makes sure that an answer by TLS comes from the server, and not from a proxy that refused to
   * make the tunnel: the client takes the one for the other.
   *
   * @throws IOException if it is the proxy's
   */
  void checkTunnel(HttpResponse answer, ExecChain.Scope scope) throws IOException {
    if (scope.route.isTunnelled() && scope.clientContext.getSSLSession() == null) {
      scope.execRuntime.discardEndpoint();
      throw new IOException("the proxy " + this + " refused: HTTP " + answer.getCode());
    }
  }

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
