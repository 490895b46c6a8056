// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Event;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** Counts how the DNS provider answers, and knows when it let itself be read last. */
public final class ProviderMeters {
  private enum Answer {
    READ,
    WRITTEN,
    CONFLICT,
    REFUSED,
    DENIED,
    FAILED
  }

  private final LongSupplier nanos;
  private final Map<Answer, Long> counts = new EnumMap<>(Answer.class);
  private @Nullable Long readAt;

  /** Of none yet. */
  public ProviderMeters() {
    this(System::nanoTime);
  }

  ProviderMeters(LongSupplier nanos) {
    this.nanos = nanos;
    for (Answer each : Answer.values()) {
      counts.put(each, 0L);
    }
  }

  /** What a call came to, as the decision hears it; anything else is none. */
  public synchronized void saw(@Body Event event) {
    Answer answer = answer(event);
    if (answer == Answer.READ) {
      readAt = nanos.getAsLong();
    }
    if (answer != null) {
      counts.merge(answer, 1L, Long::sum);
    }
  }

  private static @Nullable Answer answer(Event event) {
    if (event instanceof Event.RecordRead) {
      return Answer.READ;
    } else if (event instanceof Event.RecordWritten) {
      return Answer.WRITTEN;
    } else if (event instanceof Event.RecordConflict) {
      return Answer.CONFLICT;
    } else if (event instanceof Event.RecordRefused) {
      return Answer.REFUSED;
    } else if (event instanceof Event.RecordFailed failed) {
      return failed.denied() ? Answer.DENIED : Answer.FAILED;
    }
    return null;
  }

  /** As meters. */
  synchronized List<MetricSnapshot> meters() {
    CounterSnapshot.Builder calls =
        CounterSnapshot.builder()
            .name("clooster_provider_calls")
            .help("what the DNS provider answered, since the daemon's start");
    counts.forEach(
        (answer, count) ->
            calls.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of("answer", word(answer)))
                    .value(count)
                    .build()));
    GaugeSnapshot.Builder age =
        GaugeSnapshot.builder()
            .name("clooster_provider_read_seconds")
            .help("how long ago the record was read last");
    if (readAt != null) {
      Duration ago = Duration.ofNanos(nanos.getAsLong() - readAt);
      age.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder().value(ago.toMillis() / 1e3).build());
    }
    return List.of(calls.build(), age.build());
  }

  private static String word(Answer answer) {
    return switch (answer) {
      case READ -> "read";
      case WRITTEN -> "written";
      case CONFLICT -> "conflict";
      case REFUSED -> "refused";
      case DENIED -> "denied";
      case FAILED -> "failed";
    };
  }
}
