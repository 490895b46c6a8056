// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import io.clooster.sandbox.ReservedPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an order costs where the server, or the way to it, is in trouble. */
@Timeout(60)
class PrimaryServerTest {
  private static final Map<String, Object> READ =
      Map.of("zone", "example.com", "names", List.of("www.example.com", "_c.www.example.com"));

  private final NameServer nameServer = new NameServer();

  private Rfc2136 server() throws Exception {
    String place = "ns1.example.com:" + ReservedPort.keep();
    Duration deadline = Duration.ofSeconds(5);
    return new Rfc2136(
        new PrimaryServer(place, "key", "c2VjcmV0", "hmac-sha256", deadline, nameServer));
  }

  @Test
  void anOrderLooksTheNameUpOnce() throws Exception {
    Rfc2136 server = server();

    assertThatThrownBy(() -> server.read(READ)).isInstanceOf(DnsFailure.class);

    assertThat(nameServer.asked).hasValue(1);
  }

  @Test
  void aNameThatIsNotFoundIsTold() throws Exception {
    nameServer.knows = false;
    Rfc2136 server = server();

    assertThatThrownBy(() -> server.read(READ))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining("name lookup failed")
        .hasMessageContaining("ns1.example.com");
  }

  /** Says that every name is this machine's, or none. */
  private static final class NameServer implements DnsResolver {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean knows = true;

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.incrementAndGet();
      if (!knows) {
        throw new UnknownHostException(host);
      }
      return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
