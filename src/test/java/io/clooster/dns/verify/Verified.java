// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.Deadlines;
import io.clooster.config.Config;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.PublishedRecord;
import io.clooster.dns.Targets;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A verification with records and servers of a test's own. All records are to point at srv2. */
final class Verified implements AutoCloseable {
  static final String SRV1 = "srv1.example.com";
  static final String SRV2 = "srv2.example.com";

  private static final Map<String, Map<String, String>> SERVERS =
      Map.of(
          SRV1, Map.of("A", "192.0.2.1", "AAAA", "2001:db8::1"),
          SRV2, Map.of("A", "192.0.2.2", "AAAA", "2001:db8::2"));

  /** What a provider knows of a record. */
  record Seen(boolean proxied, Duration ttl) implements PublishedRecord {}

  private final Deadlines deadlines = new Deadlines();
  private final List<FoundRecord> records = new ArrayList<>();
  private final RecordVerification verification;
  private long number;

  /** Asks the servers that the configuration names. */
  Verified(Duration within, InetSocketAddress... servers) {
    this(within, () -> new NamedServers(List.of(servers)));
  }

  Verified(Duration within, Supplier<NameServerSource> whom) {
    this(new Config.Verify(true, List.of(), within), whom);
  }

  Verified(Config.Verify settings, Supplier<NameServerSource> whom) {
    Mapping mapping = Mapping.of(new Targets("example.com", List.of("www.example.com"), SERVERS));
    verification = new RecordVerification(settings, mapping, deadlines, whom);
  }

  /** A record that was read, with a TTL of a minute. */
  Verified record(String name, String type) {
    return record(name, type, new Seen(false, Duration.ofMinutes(1)));
  }

  Verified record(String name, String type, Object source) {
    records.add(new FoundRecord(name, type, "whatever it was", source));
    return this;
  }

  Event.RecordVerified verify() throws Exception {
    RecordSnapshot snapshot = new RecordSnapshot(SRV1, new ProviderRecords(records));
    return (Event.RecordVerified)
        verification.verify(new Action.VerifyRecord(++number, snapshot, SRV2));
  }

  /** The same in a thread of its own. */
  CompletableFuture<Event.RecordVerified> begin() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return verify();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** As the daemon's stop does. */
  void stop() {
    deadlines.endAfter(Duration.ZERO);
  }

  RecordVerification verification() {
    return verification;
  }

  @Override
  public void close() {
    deadlines.close();
  }
}
