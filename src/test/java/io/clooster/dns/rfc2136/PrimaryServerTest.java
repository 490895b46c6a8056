// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import io.clooster.sandbox.ReservedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** What an order costs where the server, or the way to it, is in trouble. */
@Timeout(60)
class PrimaryServerTest {
  private static final Map<String, Object> READ =
      Map.of("zone", "example.com", "names", List.of("www.example.com", "_c.www.example.com"));

  private final NameServer nameServer = new NameServer();

  private Rfc2136 server() throws Exception {
    return server(ReservedPort.keep(), Duration.ofSeconds(5));
  }

  private Rfc2136 server(int port, Duration deadline) throws Exception {
    String place = "ns1.example.com:" + port;
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

  @Test
  void whereTheFirstAddressRefusesTheNextIsAsked() throws Exception {
    nameServer.addresses = addresses("127.0.0.2", "127.0.0.3");
    int port = ReservedPort.keep();
    try (ServerSocket second = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.3"))) {
      CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(() -> firstByteAt(second));
      Rfc2136 server = server(port, Duration.ofSeconds(2));

      // What it does not answer is no matter here.
      assertThatThrownBy(() -> server.read(READ)).isInstanceOf(DnsFailure.class);

      assertThat(asked.get(5, TimeUnit.SECONDS)).isNotNegative();
    }
  }

  @Test
  void whereNoAddressTakesAConnectionEachIsTold() throws Exception {
    nameServer.addresses = addresses("127.0.0.2", "127.0.0.3");
    Rfc2136 server = server();

    assertThatThrownBy(() -> server.read(READ))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining("none of its 2 addresses takes a connection")
        .hasMessageContaining("127.0.0.2: connection refused")
        .hasMessageContaining("127.0.0.3: connection refused");
  }

  /** 16 is BADVERS where it is an answer's own status. */
  @Test
  void anotherSecretIsToldAsSuch() throws Exception {
    assertThat(refusal(Rcode.NOTAUTH, Rcode.BADSIG))
        .isEqualTo("ns1.example.com:53 answers BADSIG: the key's secret is another one there");
  }

  @Test
  void aZoneThatTheServerDoesNotHaveIsTold() throws Exception {
    assertThat(refusal(Rcode.REFUSED, Rcode.NOERROR))
        .isEqualTo(
            "ns1.example.com:53 answers REFUSED: it does not serve the zone example.net, or refuses"
                + " the key key");
  }

  private String refusal(int status, int error) throws Exception {
    Message answer = new Message();
    answer.getHeader().setRcode(status);
    Record signature =
        new TSIGRecord(
            Name.fromString("key."),
            DClass.ANY,
            0,
            TSIG.HMAC_SHA256,
            Instant.EPOCH,
            Duration.ZERO,
            new byte[0],
            0,
            error,
            new byte[0]);
    answer.addRecord(signature, Section.ADDITIONAL);
    return String.valueOf(
        new PrimaryServer(
                "ns1.example.com:53",
                "key",
                "c2VjcmV0",
                "hmac-sha256",
                Duration.ofSeconds(1),
                nameServer)
            .refusal(answer, "the zone example.net")
            .getMessage());
  }

  private static InetAddress[] addresses(String... all) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[all.length];
    for (int i = 0; i < all.length; i++) {
      addresses[i] = InetAddress.getByName(all[i]);
    }
    return addresses;
  }

  /** Of the first connection on which something is sent; the one that only tries it is empty. */
  private static int firstByteAt(ServerSocket server) {
    try {
      int first = -1;
      while (first < 0) {
        try (Socket connection = server.accept()) {
          first = connection.getInputStream().read();
        }
      }
      return first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that every name is this machine's, or none. */
  private static final class NameServer implements DnsResolver {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean knows = true;
    private volatile InetAddress[] addresses = {InetAddress.getLoopbackAddress()};

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.incrementAndGet();
      if (!knows) {
        throw new UnknownHostException(host);
      }
      return addresses.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
