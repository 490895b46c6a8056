// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;

/** Makes the one pool of HTTP connections that all endpoints share and that the looks keep warm. */
public final class Connections {
  /** One address of a service that does not answer must leave time for the others. */
  private static final int ADDRESSES_WITHIN_DEADLINE = 4;

  /** Calls of the user's own routes that hang keep none of ours waiting; each has a thread. */
  private static final int AT_A_TIME = 1000;

  private static final int AT_A_TIME_OF_A_SERVICE = 10;

  private static final Duration NAME_SERVER_PATIENCE = Duration.ofSeconds(3);

  /**
   * More than any answer of an API has, and far less than our memory, in which several may stand at
   * a time; the client's own default is no limit.
   */
  private static final Http1Config BOUNDED_HEADERS =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8 * 1024).build();

  private Connections() {}

  /** A pool that connects within {@code deadline} or not at all. */
  public static HttpClientConnectionManager pool(Duration deadline) {
    return pool(deadline, SSLContexts.createSystemDefault());
  }

  /** The same, to servers that {@code tls} trusts. */
  public static HttpClientConnectionManager pool(Duration deadline, SSLContext tls) {
    return pool(deadline, tls, SystemDefaultDnsResolver.INSTANCE);
  }

  static HttpClientConnectionManager pool(Duration deadline, DnsResolver names) {
    return pool(deadline, SSLContexts.createSystemDefault(), names);
  }

  private static HttpClientConnectionManager pool(
      Duration deadline, SSLContext tls, DnsResolver names) {
    return connections(
        new RetainingDnsResolver(NAME_SERVER_PATIENCE, names),
        tls,
        deadline.dividedBy(ADDRESSES_WITHIN_DEADLINE),
        deadline);
  }

  /**
   * Connections for one caller alone, whose {@code deadline} may be short: half of it for a name
   * server, the rest for the first address that does not refuse.
   */
  public static HttpClientConnectionManager own(Duration deadline) {
    return own(deadline, SystemDefaultDnsResolver.INSTANCE);
  }

  static HttpClientConnectionManager own(Duration deadline, DnsResolver names) {
    RetainingDnsResolver resolver = new RetainingDnsResolver(deadline.dividedBy(2), names);
    return connections(
        resolver, SSLContexts.createSystemDefault(), deadline.multipliedBy(2), deadline);
  }

  private static HttpClientConnectionManager connections(
      DnsResolver names, SSLContext tls, Duration connect, Duration deadline) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(names)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                // Ends nothing before the total deadline does, which says it better.
                .setSocketTimeout(Timeout.of(deadline.multipliedBy(2)))
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED_HEADERS).build())
        .setTlsSocketStrategy(tls(tls))
        .setMaxConnPerRoute(AT_A_TIME_OF_A_SERVICE)
        .setMaxConnTotal(AT_A_TIME)
        .build();
  }

  /**
   * Java's own check of host names (RFC 2818), before the handshake ends. The client's own would
   * come after it, and keep a list of 15,000 public suffixes in memory.
   */
  private static TlsSocketStrategy tls(SSLContext trusting) {
    return new DefaultClientTlsStrategy(
        trusting, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE);
  }
}
