// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Status;
import io.clooster.incident.IncidentTimes;
import io.clooster.link.RoundTrips;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a monitor reads of one server of two. */
class MetricsViewTest {
  private static final Status.Role STANDBY = new Status.Role("standby", "b", null, null);

  private static Status.Peer holder(String state) {
    boolean linked = state.equals("connected");
    return new Status.Peer(
        "b",
        state,
        linked ? Duration.ofMillis(1500) : null,
        linked ? null : Duration.ofSeconds(3),
        linked ? true : null,
        false,
        false,
        linked ? "b" : null,
        linked ? List.of("a") : List.of(),
        7,
        0,
        0,
        "");
  }

  private final AtomicLong nanos = new AtomicLong();
  private final RoundTrips roundTrips = new RoundTrips();
  private final ProviderMeters provider = new ProviderMeters(nanos::get);

  private String meters(Status.Peer peer, Status.RecordStatus record, Status.Alert... told)
      throws Exception {
    Status.Claim claim = new Status.Claim("listed", 7, "b", false, false, 0);
    return new MetricsView("2.0.0", provider, roundTrips)
        .of(
            new Status(
                2,
                "a",
                true,
                false,
                null,
                null,
                List.of(peer),
                STANDBY,
                claim,
                record,
                List.of(told)),
            Map.of("ntfy", 2),
            new IncidentTimes());
  }

  private static Status.RecordStatus read() {
    return new Status.RecordStatus("b", null, false, null, null);
  }

  @Test
  void whatIsKnownHasAValue() throws Exception {
    roundTrips.measured("b", Duration.ofNanos(1_234_567));
    String text = meters(holder("connected"), read());

    assertThat(text)
        .contains(
            "# TYPE clooster_peer_linked gauge\n",
            "clooster_build_info{protocol=\"2\",server=\"a\",version=\"2.0.0\"} 1\n",
            "clooster_state{state=\"ok\"} 1.0\n",
            "clooster_state{state=\"down\"} 0.0\n",
            "clooster_ready 1.0\n",
            "clooster_holder{server=\"a\"} 0.0\n",
            "clooster_holder{server=\"b\"} 1.0\n",
            "clooster_peer_linked{peer=\"b\"} 1.0\n",
            "clooster_peer_could_take_over{peer=\"b\"} 1.0\n",
            "clooster_peer_heard_seconds{peer=\"b\"} 1.5\n",
            "clooster_peer_round_trip_seconds{peer=\"b\"} 0.001234\n",
            "clooster_claim_epoch 7.0\n",
            "clooster_provider_failing_seconds 0.0\n");
  }

  @Test
  void aLaterClaimIsKnownByThePeersWord() throws Exception {
    Status.Claim unread = new Status.Claim("listed", 0, null, false, false, 0);
    Status status =
        new Status(
            2,
            "a",
            true,
            false,
            null,
            null,
            List.of(holder("connected")),
            STANDBY,
            unread,
            read(),
            List.of());

    assertThat(
            new MetricsView("2.0.0", provider, roundTrips)
                .of(status, Map.of(), new IncidentTimes()))
        .contains("clooster_claim_epoch 7.0\n");
    assertThat(new StatusView("2.0.0", "run", "www", roundTrips).of(status))
        .extracting("claim.holder")
        .isEqualTo("b");
  }

  @Test
  void whatIsNotKnownHasNone() throws Exception {
    String text = meters(holder("dead"), read());

    assertThat(text)
        .contains(
            "clooster_peer_linked{peer=\"b\"} 0.0\n",
            "clooster_peer_could_take_over{peer=\"b\"} 0.0\n",
            "clooster_state{state=\"down\"} 1.0\n")
        .doesNotContain("clooster_peer_heard_seconds{")
        .doesNotContain("clooster_peer_round_trip_seconds{");
  }

  @Test
  void whatTheProviderAnswersIsCounted() throws Exception {
    assertThat(meters(holder("connected"), read()))
        .contains("clooster_provider_calls_total{answer=\"read\"} 0.0\n")
        .doesNotContain("clooster_provider_read_seconds ");
    provider.saw(new Event.RecordRead(1, new RecordSnapshot("b", "")));
    provider.saw(new Event.RecordFailed(2, "401", Duration.ZERO, true));
    provider.saw(new Event.RecordFailed(3, "500", Duration.ZERO, false));
    provider.saw(new Event.RecordFailed(4, "500", Duration.ZERO, false));
    provider.saw(new Event.RecordConflict(5));
    provider.saw(new Event.Tick());
    nanos.addAndGet(Duration.ofMillis(2500).toNanos());

    assertThat(meters(holder("connected"), read()))
        .contains(
            "clooster_provider_calls_total{answer=\"read\"} 1.0\n",
            "clooster_provider_calls_total{answer=\"denied\"} 1.0\n",
            "clooster_provider_calls_total{answer=\"failed\"} 2.0\n",
            "clooster_provider_calls_total{answer=\"conflict\"} 1.0\n",
            "clooster_provider_calls_total{answer=\"written\"} 0.0\n",
            "clooster_provider_read_seconds 2.5\n");
  }

  @Test
  void whatWaitsForANotifierIsCounted() throws Exception {
    assertThat(meters(holder("connected"), read()))
        .contains("clooster_messages_waiting{notifier=\"ntfy\"} 2.0\n");
  }

  @Test
  void aProviderThatFailsAndWhatWasToldAreMeters() throws Exception {
    Status.RecordStatus failing =
        new Status.RecordStatus("b", null, false, "403: no", Duration.ofSeconds(90));
    Status.Alert alert = new Status.Alert("down", "c\"\n");

    String text = meters(holder("connected"), failing, alert, alert);

    assertThat(text)
        .contains(
            "clooster_ready 0.0\n",
            "clooster_provider_failing_seconds 90.0\n",
            "clooster_alert{kind=\"down\",peer=\"c\\\"\\n\"} 1.0\n");
  }
}
