// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.incident.IncidentTimes;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long the last incidents took, as meters. */
final class IncidentMeters {
  /** Upper bounds in seconds; the last one takes the rest. */
  private static final double[] BOUNDS = {
    0.5, 1, 2, 3, 5, 10, 20, 60, 300, Double.POSITIVE_INFINITY
  };

  private IncidentMeters() {}

  static List<MetricSnapshot> of(IncidentTimes times) {
    return List.of(
        meter(
            "clooster_incident_written_seconds",
            "from the last that was heard, or the first sign, until the record was written",
            times.written()),
        meter(
            "clooster_incident_told_seconds",
            "from the last that was heard, or the first sign, until somebody was told",
            times.told()));
  }

  private static MetricSnapshot meter(
      String name, String help, Map<String, List<Duration>> byKind) {
    HistogramSnapshot.Builder meter = HistogramSnapshot.builder().name(name).help(help);
    byKind.forEach((kind, all) -> meter.dataPoint(point(kind, all)));
    return meter.build();
  }

  private static HistogramDataPointSnapshot point(String kind, List<Duration> all) {
    long[] counts = new long[BOUNDS.length];
    double sum = 0;
    for (Duration each : all) {
      double seconds = each.toMillis() / 1e3;
      sum += seconds;
      int bucket = 0;
      while (seconds > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket]++;
    }
    return HistogramDataPointSnapshot.builder()
        .labels(Labels.of("kind", kind))
        .sum(sum)
        .classicHistogramBuckets(
            ClassicHistogramBuckets.of(
                Arrays.stream(BOUNDS).boxed().toList(),
                Arrays.stream(counts).mapToObj(count -> (Number) count).toList()))
        .build();
  }
}
