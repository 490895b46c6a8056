// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
  private final List<String> servers = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
  private final ReportWriter writer = new ReportWriter(servers);
  private final ReportReader reader = new ReportReader(servers);

  @Test
  void aReportIsWrittenAsThePageSays() {
    // When
    Frame frame = writer.frame(new Report(7, true, Set.of("a", "c", "i"), "b", 12));

    // Then
    assertThat(frame)
        .isEqualTo(
            new Frame(
                MessageType.STATE,
                "{\"sequence\":7,\"eligible\":true,\"sees\":\"a080\",\"holder\":1,\"epoch\":12}"));
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    for (Report report :
        List.of(
            new Report(1, true, Set.of(), null, 0),
            new Report(2, false, Set.of("a"), "i", 1),
            new Report(3, false, Set.of("a"), null, 1),
            new Report(Long.MAX_VALUE, true, Set.copyOf(servers), "a", Long.MAX_VALUE))) {
      assertThat(reader.read(writer.frame(report))).isEqualTo(report);
    }
  }

  @Test
  void strangersAreLeftOut() {
    // When
    Frame frame = writer.frame(new Report(1, true, Set.of("x", "b"), "x", 0));

    // Then
    assertThat(reader.read(frame)).isEqualTo(new Report(1, true, Set.of("b"), null, 0));
  }

  @Test
  void theLargestGroupTakesASmallPartOfAFrame() {
    // Given
    List<String> all = IntStream.range(0, 256).mapToObj(i -> "srv" + i).toList();
    Report report = new Report(Long.MAX_VALUE, false, new HashSet<>(all), "srv255", 99);

    // When
    Frame frame = new ReportWriter(all).frame(report);

    // Then
    assertThat(frame.text()).hasSizeLessThan(200);
    assertThat(new ReportReader(all).read(frame)).isEqualTo(report);
  }
}
