// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.FailureText;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.Mapping;
import io.clooster.dns.Targets;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/** The shipped Cloudflare Kamelets, with records that move together, called by hand. */
final class SeveralRecordsCalls implements AutoCloseable {
  static final String ZONE = "example.com";
  static final String FIRST = "srv1.example.net";
  static final String SECOND = "srv2.example.net";

  private static final Path HOME = Path.of("").toAbsolutePath();

  private final Main camel = new Main();
  private final CallLimits limits = new CallLimits(RouteSession.CALL_DEADLINE);
  private final ProviderCalls calls;
  private long number;

  /** Moves {@code names} between two servers that only a CNAME can point at. */
  static SeveralRecordsCalls byName(RouteSession session, List<String> names) {
    return new SeveralRecordsCalls(session, names, Map.of(), Map.of());
  }

  /** Moves {@code names} between two servers that have addresses. */
  static SeveralRecordsCalls byAddress(RouteSession session, List<String> names) {
    return new SeveralRecordsCalls(
        session,
        names,
        Map.of("A", "192.0.2.1", "AAAA", "2001:db8::1"),
        Map.of("A", "192.0.2.2", "AAAA", "2001:db8::2"));
  }

  /** Moves {@code names} between two servers that only a CNAME can point at, with a claim. */
  static SeveralRecordsCalls claimed(RouteSession session, List<String> names) {
    return new SeveralRecordsCalls(
        session, Mapping.claimed(new Targets(ZONE, names, servers(Map.of(), Map.of()))));
  }

  private SeveralRecordsCalls(
      RouteSession session,
      List<String> names,
      Map<String, String> first,
      Map<String, String> second) {
    this(session, Mapping.of(new Targets(ZONE, names, servers(first, second))));
  }

  private static Map<String, Map<String, String>> servers(
      Map<String, String> first, Map<String, String> second) {
    Map<String, Map<String, String>> servers = new LinkedHashMap<>();
    servers.put(FIRST, first);
    servers.put(SECOND, second);
    return servers;
  }

  private SeveralRecordsCalls(RouteSession session, Mapping mapping) {
    CamelSetup.configure(
        camel,
        session.config(),
        mapping,
        HOME,
        RouteDirectory.withoutRoutes(HOME),
        limits,
        UserSettings.none());
    camel.start();
    calls = new ProviderCalls(camel.getCamelContext(), session.config());
  }

  RecordSnapshot read() {
    try {
      return calls.read();
    } catch (DnsFailure e) {
      throw new CamelExecutionException("read", null, e);
    }
  }

  void write(RecordSnapshot snapshot, String server) {
    calls.write(new Action.WriteRecord(++number, snapshot, server));
  }

  void write(RecordSnapshot snapshot, String server, Claim claim) {
    calls.write(new Action.WriteRecord(++number, snapshot, server, claim));
  }

  /** The words for what {@code call} fails with. */
  static String failure(Runnable call) {
    try {
      call.run();
    } catch (CamelExecutionException e) {
      return FailureText.of(e);
    }
    throw new AssertionError("it did not fail");
  }

  @Override
  public void close() {
    camel.stop();
    limits.close();
  }
}
