// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.PublishedRecord;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;

/** Reads the records once, and tries whether they may be changed, by the provider's Kamelets. */
final class RecordProbe {
  /** Beyond it half of the users see a move only after minutes. */
  private static final Duration LONGEST_TTL = Duration.ofMinutes(5);

  private final ProviderCalls calls;
  private final Config config;

  RecordProbe(KameletCalls calls) {
    this.calls = calls.provider();
    this.config = calls.config();
  }

  /** The records, their TTL, the claim beside them, and the right to write. */
  List<CheckFinding> probe() {
    List<CheckFinding> findings = new ArrayList<>();
    RecordSnapshot snapshot;
    try {
      snapshot = calls.read();
    } catch (CamelExecutionException | DnsFailure e) {
      return List.of(
          CheckFinding.error("the " + wording() + " can't be read: " + FailureText.of(e)));
    }
    ProviderRecords found = (ProviderRecords) snapshot.source();
    for (FoundRecord record : found.records()) {
      findings.add(
          CheckFinding.good(
              "The record was read: " + Mapping.of(config.record()).described(record)));
      if (record.source() instanceof PublishedRecord published && !published.proxied()) {
        ttl(record, published.ttl(), findings);
      }
    }
    CamelSetup.mapping(config)
        .claimName()
        .map(name -> "The claim: " + name + " " + claim(snapshot.claim(), found.claims().size()))
        .map(CheckFinding::good)
        .ifPresent(findings::add);
    findings.add(trial());
    return findings;
  }

  private static void ttl(FoundRecord record, Duration ttl, List<CheckFinding> findings) {
    if (ttl.compareTo(LONGEST_TTL) > 0) {
      findings.add(
          CheckFinding.warning(
              "%s %s has a TTL of %s: after a move its users may be sent to the dead server for so long, half of them for more than %s; give it 1 to 5 minutes at your DNS provider"
                  .formatted(
                      record.name(), record.type(), minutes(ttl), minutes(ttl.dividedBy(2)))));
    } else {
      findings.add(
          CheckFinding.good(
              "Its TTL is %s: for so long after a move clients may stay with the old address"
                  .formatted(minutes(ttl))));
    }
  }

  /** Whether the credentials may change the zone: the first failover is no time to find out. */
  private CheckFinding trial() {
    String name = Mapping.trialBeside(config.record().name());
    if (!config.provider().can().contains("trial")) {
      return CheckFinding.warning(
          "whether the credentials may change the zone is not known: "
              + config.provider().kamelet()
              + " can't try it; the first start shows");
    }
    try {
      calls.trial(name);
      return CheckFinding.good(
          "The zone may be changed: a TXT record " + name + " was made and deleted again");
    } catch (CamelExecutionException e) {
      return CheckFinding.error(
          "the zone "
              + config.record().zone()
              + " can't be changed: "
              + FailureText.of(e)
              + "; give the token the right to edit the zone's DNS, and delete the TXT record "
              + name
              + " if there is one");
    }
  }

  private String wording() {
    List<String> records = config.recordNames();
    return (records.size() == 1 ? "record " : "records ") + String.join(", ", records);
  }

  private static String minutes(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static String claim(@Nullable Claim claim, int records) {
    if (claim == null) {
      return records == 0
          ? "is not there yet: the first start makes it"
          : "can't be read: the first start makes another one";
    }
    return words(claim);
  }

  /** A claim, for people. */
  static String words(Claim claim) {
    return "epoch %d, held by %s".formatted(claim.epoch(), claim.holder());
  }
}
