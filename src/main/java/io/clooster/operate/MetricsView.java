// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import io.clooster.incident.IncidentTimes;
import io.clooster.link.RoundTrips;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state as meters, in Prometheus' text format 0.0.4. What is not known has no value. Times are
 * in seconds.
 */
public final class MetricsView {
  private final String version;
  private final ProviderMeters provider;
  private final RoundTrips roundTrips;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /** {@code version} is Clooster's. */
  public MetricsView(String version, ProviderMeters provider, RoundTrips roundTrips) {
    this.version = version;
    this.provider = provider;
    this.roundTrips = roundTrips;
  }

  /**
   * All of them.
   *
   * @param waiting how many messages wait for each notifier
   * @param incidents how long they took
   */
  public String of(Status status, Map<String, Integer> waiting, IncidentTimes incidents)
      throws IOException {
    Outlook outlook = Outlook.of(status);
    List<MetricSnapshot> meters = new ArrayList<>();
    meters.add(build(status));
    meters.add(state(outlook));
    meters.add(
        meter("ready", "1 while this server holds the record, or could take it")
            .dataPoint(value(Labels.EMPTY, HealthView.isReady(status)))
            .build());
    meters.add(holder(status));
    meters.add(
        ofPeers(
            status,
            "peer_linked",
            "1 while there is a link to the server",
            peer -> number(peer.isLinked())));
    meters.add(
        ofPeers(
            status,
            "peer_could_take_over",
            "1 while that server is linked, could take the record, and may",
            peer -> number(outlook.couldTakeOver(peer))));
    meters.add(
        ofPeers(
            status,
            "peer_heard_seconds",
            "how long ago something came over the link",
            peer -> StatusView.seconds(peer.heard())));
    Map<String, Duration> times = roundTrips.known();
    meters.add(
        ofPeers(
            status,
            "peer_round_trip_seconds",
            "how long a word to that server and its answer took last",
            peer -> StatusView.inSeconds(times.get(peer.name()))));
    meters.add(drained(status));
    meters.add(
        meter("held", "1 while an operator has all moves held in the whole group")
            .dataPoint(value(Labels.EMPTY, status.heldFor() != null))
            .build());
    meters.add(claim(status));
    meters.add(
        meter("provider_failing_seconds", "for how long the DNS provider has failed; 0 for not")
            .dataPoint(
                value(Labels.EMPTY, orZero(StatusView.seconds(status.record().failingFor()))))
            .build());
    meters.addAll(provider.meters());
    meters.add(alerts(status));
    meters.add(messages(waiting));
    meters.addAll(IncidentMeters.of(incidents));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, new MetricSnapshots(meters));
    return text.toString(StandardCharsets.UTF_8);
  }

  private MetricSnapshot build(Status status) {
    Labels labels =
        Labels.of(
            "version", version, "server", status.server(), "protocol", "" + status.protocol());
    return InfoSnapshot.builder()
        .name("clooster_build")
        .help("what runs here")
        .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
        .build();
  }

  private static MetricSnapshot state(Outlook outlook) {
    GaugeSnapshot.Builder meter =
        meter("state", "1 for what clooster status says: ok, degraded or down");
    for (Outlook.State each : Outlook.State.values()) {
      meter.dataPoint(value(Labels.of("state", Outlook.word(each)), each == outlook.state()));
    }
    return meter.build();
  }

  private static MetricSnapshot holder(Status status) {
    GaugeSnapshot.Builder meter = meter("holder", "1 for the server that holds the record");
    List<String> servers = new ArrayList<>(List.of(status.server()));
    status.peers().forEach(peer -> servers.add(peer.name()));
    for (String server : servers) {
      meter.dataPoint(value(Labels.of("server", server), server.equals(status.role().holder())));
    }
    return meter.build();
  }

  private static MetricSnapshot drained(Status status) {
    GaugeSnapshot.Builder meter =
        meter("drained", "1 while the server's operator has taken it out of service");
    meter.dataPoint(value(Labels.of("server", status.server()), status.drained()));
    for (Status.Peer peer : status.peers()) {
      meter.dataPoint(value(Labels.of("server", peer.name()), peer.drained()));
    }
    return meter.build();
  }

  private static MetricSnapshot ofPeers(
      Status status, String name, String help, Function<Status.Peer, @Nullable Double> value) {
    GaugeSnapshot.Builder meter = meter(name, help);
    for (Status.Peer peer : status.peers()) {
      Double known = value.apply(peer);
      if (known != null) {
        meter.dataPoint(value(Labels.of("peer", peer.name()), known));
      }
    }
    return meter.build();
  }

  private static MetricSnapshot claim(Status status) {
    GaugeSnapshot.Builder meter = meter("claim_epoch", "of the last claim that is known");
    if (status.claim() != null) {
      meter.dataPoint(value(Labels.EMPTY, (double) LatestClaim.of(status).epoch()));
    }
    return meter.build();
  }

  private static MetricSnapshot alerts(Status status) {
    GaugeSnapshot.Builder meter = meter("alert", "1 for what was told and is not over");
    status.alerts().stream()
        .distinct()
        .forEach(
            alert ->
                meter.dataPoint(
                    value(Labels.of("kind", alert.kind(), "peer", alert.peer()), true)));
    return meter.build();
  }

  private static MetricSnapshot messages(Map<String, Integer> waiting) {
    GaugeSnapshot.Builder meter =
        meter("messages_waiting", "messages that the notifier has not taken yet");
    waiting.forEach(
        (notifier, count) -> meter.dataPoint(value(Labels.of("notifier", notifier), count)));
    return meter.build();
  }

  private static GaugeSnapshot.Builder meter(String name, String help) {
    return GaugeSnapshot.builder().name("clooster_" + name).help(help);
  }

  private static GaugeDataPointSnapshot value(Labels labels, boolean holds) {
    return value(labels, number(holds));
  }

  private static GaugeDataPointSnapshot value(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static double number(boolean holds) {
    return holds ? 1 : 0;
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
