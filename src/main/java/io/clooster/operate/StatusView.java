// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import io.clooster.link.RoundTrips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The state as it is told, plain data for JSON. Times are in seconds, and count back from now, but
 * for {@code drained_for} and {@code held_for}, which are yet to pass; what is not known is null.
 */
public final class StatusView {
  private final String version;
  private final String run;
  private final String records;
  private final RoundTrips roundTrips;

  /**
   * @param version of Clooster
   * @param run names this run of the daemon
   * @param records the full names of the records, with a comma between two
   */
  public StatusView(String version, String run, String records, RoundTrips roundTrips) {
    this.version = version;
    this.run = run;
    this.records = records;
    this.roundTrips = roundTrips;
  }

  /** All of it. */
  public Map<String, @Nullable Object> of(Status status) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    Outlook outlook = Outlook.of(status);
    view.put("state", outlook.word());
    view.put("because", outlook.because());
    view.put("holder", status.role().holder());
    view.put("mode", mode(status));
    view.put("drained", status.drained());
    view.put("drained_for", seconds(status.drainedFor()));
    Duration held = status.heldFor();
    view.put("held", held != null);
    view.put("held_for", seconds(held));
    view.put("self", self(status));
    Map<String, Duration> times = roundTrips.known();
    view.put(
        "peers",
        status.peers().stream()
            .map(peer -> peer(peer, outlook, status, times.get(peer.name())))
            .toList());
    view.put("claim", claim(status.claim(), LatestClaim.of(status)));
    view.put("record", record(status.record()));
    view.put("alerts", alerts(status.alerts()));
    view.put("servers_version", status.lists() == null ? null : status.lists().version());
    view.put("protocol", status.protocol());
    view.put("version", version);
    view.put("run", run);
    return view;
  }

  /** As the configuration has it. */
  static String mode(Status status) {
    return status.observes() ? "observe" : "act";
  }

  private static Map<String, @Nullable Object> self(Status status) {
    Map<String, @Nullable Object> self = new LinkedHashMap<>();
    self.put("name", status.server());
    self.put("role", status.role().state());
    self.put("eligible", status.isEligible());
    self.put("unlisted", status.isUnlisted(status.server()));
    self.put("healthy", status.healthy());
    self.put("holds_for", seconds(status.role().since()));
    self.put("hands_over_to", status.role().handoverTarget());
    return self;
  }

  private static Map<String, @Nullable Object> peer(
      Status.Peer peer, Outlook outlook, Status status, @Nullable Duration roundTrip) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("name", peer.name());
    told.put("state", peer.state());
    told.put("could_take_over", outlook.couldTakeOver(peer));
    told.put("heard", seconds(peer.heard()));
    told.put("missed", seconds(peer.missed()));
    told.put("round_trip", inSeconds(roundTrip));
    told.put("eligible", peer.observes() ? Boolean.FALSE : peer.eligible());
    told.put("drained", peer.drained());
    told.put("observes", peer.observes());
    told.put("unlisted", status.isUnlisted(peer.name()));
    told.put("servers_version", serversVersion(peer, status.lists()));
    told.put("holder", peer.holder());
    told.put("sees", peer.sees());
    told.put("hint", peer.hint().isEmpty() ? null : peer.hint());
    return told;
  }

  /** Null where it is not linked. */
  private static @Nullable Long serversVersion(Status.Peer peer, Status.@Nullable Lists lists) {
    return lists == null || !peer.isLinked()
        ? null
        : lists.others().getOrDefault(peer.name(), lists.version());
  }

  private static @Nullable Map<String, @Nullable Object> claim(
      Status.@Nullable Claim claim, LatestClaim latest) {
    if (claim == null) {
      return null;
    }
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("epoch", latest.epoch());
    told.put("holder", latest.holder());
    told.put("shown", claim.shown());
    told.put("missing", claim.missing());
    told.put("pinned", latest.epoch() == claim.epoch() ? claim.pinned() : null);
    return told;
  }

  private Map<String, @Nullable Object> record(Status.RecordStatus record) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("names", List.of(records.split(",")));
    told.put("value", record.value());
    told.put("wanted", record.wanted());
    told.put("as_wanted", record.wanted() == null ? null : record.asWanted());
    told.put("failing", record.failing());
    told.put("failing_for", seconds(record.failingFor()));
    return told;
  }

  private static List<Map<String, Object>> alerts(List<Status.Alert> alerts) {
    List<Map<String, Object>> told = new ArrayList<>();
    alerts.forEach(alert -> told.add(Map.of("kind", alert.kind(), "server", alert.peer())));
    return told;
  }

  /** To the microsecond; null where it is not known. */
  static @Nullable Double inSeconds(@Nullable Duration time) {
    return time == null ? null : TimeUnit.NANOSECONDS.toMicros(time.toNanos()) / 1e6;
  }

  /** To the millisecond; null where it is not known. */
  static @Nullable Double seconds(@Nullable Duration time) {
    return time == null ? null : time.toMillis() / 1000.0;
  }
}
