// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.rfc2136;

import io.clooster.call.CallLimits;
import io.clooster.call.FailureText;
import io.clooster.call.RetainingDnsResolver;
import io.clooster.dns.DnsFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/**
 * The server that takes changes of the zone, over TCP. Each message carries our signature, and each
 * answer has to carry the server's.
 */
public final class PrimaryServer {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\[([0-9a-fA-F:]+)](?::(\\d{1,5}))?|([^:]+)(?::(\\d{1,5}))?|([0-9a-fA-F:]+)");
  private static final int PORT = 53;

  /** Bytes of a message over TCP. */
  private static final int LONGEST = 65_535;

  private final String host;
  private final int port;
  private final String keyName;
  private final TSIG key;
  private final Duration deadline;
  private final RetainingDnsResolver names;
  private final ServerAddresses addresses = new ServerAddresses();

  /**
   * One server and the key that it knows.
   *
   * @param place host name or address, and a port if it is not 53; an IPv6 address before a port in
   *     brackets
   * @param name of the key
   * @param secret in Base64
   * @param algorithm {@code hmac-sha256} …
   */
  public PrimaryServer(
      String place, String name, String secret, String algorithm, CallLimits limits)
      throws IOException {
    this(place, name, secret, algorithm, limits.deadline(), SystemDefaultDnsResolver.INSTANCE);
  }

  PrimaryServer(
      String place,
      String name,
      String secret,
      String algorithm,
      Duration deadline,
      DnsResolver system)
      throws IOException {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no host, and no host:port: " + place);
    }
    host = Objects.requireNonNull(first(parts.group(1), first(parts.group(3), parts.group(5))));
    @Nullable String digits = first(parts.group(2), parts.group(4));
    port = digits == null ? PORT : Integer.parseInt(digits);
    keyName = name;
    key =
        new TSIG(
            TSIG.algorithmToName(algorithm),
            Name.fromString(name, Name.root),
            Base64.getDecoder().decode(secret));
    this.deadline = deadline;
    names = new RetainingDnsResolver(deadline.dividedBy(2), system);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  /** Signs it as if it was sent. */
  int sign(Message message) {
    message.setTSIG(key);
    return message.toWire(LONGEST).length;
  }

  /** Begins an order: looks the server's name up, once for all of its messages. */
  Conversation begin() throws DnsFailure {
    long until = System.nanoTime() + deadline.toNanos();
    try {
      InetAddress[] all = names.resolve(host);
      InetSocketAddress address = chosenOf(all);
      SimpleResolver resolver = new SimpleResolver(address);
      resolver.setTCP(true);
      resolver.setEDNS(-1);
      resolver.setTSIGKey(key);
      resolver.setTimeout(deadline);
      return new Conversation(resolver, until);
    } catch (UnknownHostException e) {
      throw new DnsFailure("name lookup failed: " + FailureText.of(e));
    }
  }

  private InetSocketAddress chosenOf(InetAddress[] all) throws DnsFailure {
    try {
      return addresses.choose(all, port, deadline.dividedBy(4));
    } catch (DnsFailure e) {
      throw new DnsFailure(this + ": " + e.getMessage());
    }
  }

  /** The messages of one order. All of it, the look-up too, is over by one deadline. */
  final class Conversation {
    private final SimpleResolver resolver;

    /** By the monotonic clock, in nanoseconds. */
    private final long until;

    private Conversation(SimpleResolver resolver, long until) {
      this.resolver = resolver;
      this.until = until;
    }

    /** Sends without waiting; {@link #answer} waits. */
    CompletionStage<Message> send(Message message) {
      return resolver.sendAsync(message);
    }

    /**
     * The answer, whatever it says.
     *
     * @throws DnsFailure when there is none, or the server did not sign it
     */
    Message answer(CompletionStage<Message> asked) throws DnsFailure, InterruptedException {
      Message answer;
      try {
        long left = Math.max(0, until - System.nanoTime());
        answer = asked.toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        addresses.forget();
        throw new DnsFailure(
            "no answer from " + PrimaryServer.this + " within " + FailureText.of(deadline));
      } catch (ExecutionException | CompletionException e) {
        addresses.forget();
        throw new DnsFailure(PrimaryServer.this + ": " + FailureText.of(e));
      }
      if (!answer.isVerified() && !isError(answer)) {
        throw new DnsFailure(
            PrimaryServer.this + " did not sign its answer with our key", Duration.ZERO, true);
      }
      return answer;
    }
  }

  private static boolean isError(Message answer) {
    int status = answer.getRcode();
    return status == Rcode.NOTAUTH
        || status == Rcode.REFUSED
        || status == Rcode.SERVFAIL
        || status == Rcode.FORMERR
        || status == Rcode.NOTIMP;
  }

  /**
   * What the server refused, in its words and ours.
   *
   * @param about what was asked for: "the zone example.com"
   */
  DnsFailure refusal(Message answer, String about) {
    int status = answer.getRcode();
    @Nullable TSIGRecord signature = answer.getTSIG();
    int error = signature == null ? Rcode.NOERROR : signature.getError();
    String words =
        switch (error) {
          // Knot says so, too, of a key that it knows and that may not do this.
          case Rcode.BADKEY ->
              ": it does not know the key " + keyName + ", or does not let it do that";
          case Rcode.BADSIG -> ": the key's secret is another one there";
          case Rcode.BADTIME -> ": its clock and ours differ by minutes";
          default ->
              status == Rcode.NOTAUTH || status == Rcode.REFUSED
                  ? ": it does not serve " + about + ", or refuses the key " + keyName
                  : "";
        };
    // 16 is BADSIG here, and BADVERS in an answer's own status.
    String code = error == Rcode.NOERROR ? Rcode.string(status) : Rcode.TSIGstring(error);
    return new DnsFailure(
        this + " answers " + code + words,
        Duration.ZERO,
        status == Rcode.NOTAUTH || status == Rcode.REFUSED);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
