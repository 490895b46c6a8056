// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.failover.HoldOrder;
import io.clooster.failover.Report;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {
  private final List<String> servers = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
  private final ReportWriter writer = new ReportWriter(servers, false);
  private final ReportReader reader = new ReportReader(servers, false);

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
  void soIsWhatTheProviderCallsTheClaim() {
    // When
    Frame frame = writer.frame(new Report(7, true, Set.of(), "b", 12, "372e67954025e0ba6aaa"));

    // Then
    assertThat(frame.text()).endsWith(",\"epoch\":12,\"claim\":\"372e67954025e0ba6aaa\"}");
  }

  @Test
  void soIsThatNothingIsToBeMoved() {
    // Given
    Report report = held(new HoldOrder(4, Duration.ofHours(1)));

    // When
    Frame frame = writer.frame(report);

    // Then
    assertThat(frame.text()).endsWith(",\"hold\":{\"number\":4,\"left\":3600000}}");
    assertThat(reader.read(frame).hold().left()).isEqualTo(Duration.ofHours(1));
    assertThat(reader.read(writer.frame(held(null))).hold()).isNull();
  }

  private static Report held(@Nullable HoldOrder hold) {
    return new Report(7, true, Set.of(), "b", 12, "", "", List.of(), false, hold, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[]",
        "{}",
        "{\"number\":4}",
        "{\"number\":0,\"left\":1}",
        "{\"number\":1000000000,\"left\":1}",
        "{\"number\":4,\"left\":-1}",
        "{\"number\":4,\"left\":86400001}",
        "{\"number\":\"4\",\"left\":1}"
      })
  void whatIsNoSuchOrderIsNotRead(String hold) {
    String text = "{\"sequence\":7,\"eligible\":true,\"sees\":\"a080\",\"epoch\":12,\"hold\":%s}";
    Frame frame = new Frame(MessageType.STATE, text.formatted(hold));

    assertThatThrownBy(() -> reader.read(frame)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "%41", "\u00e4", "\"", "a\n"})
  void whatIsNoNameOfARecordIsLeftOut(String reference) {
    // When
    Frame frame = writer.frame(new Report(7, true, Set.of(), "b", 12, reference));

    // Then
    assertThat(frame.text()).doesNotContain("claim");
    assertThat(reader.read(frame).reference()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a/b\"", "\"a?b\"", "7"})
  void whatIsNoNameOfARecordIsNotRead(String reference) {
    String text = "{\"sequence\":7,\"eligible\":true,\"sees\":\"a080\",\"epoch\":12,\"claim\":%s}";
    Frame frame = new Frame(MessageType.STATE, text.formatted(reference));

    assertThatThrownBy(() -> reader.read(frame)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void aNameIsNoLongerThan128Characters() {
    // Given
    Report report = new Report(7, true, Set.of(), "b", 12, "x".repeat(128));

    // Then
    assertThat(reader.read(writer.frame(report))).isEqualTo(report);
    assertThat(writer.frame(new Report(7, true, Set.of(), "b", 12, "x".repeat(129))).text())
        .doesNotContain("claim");
  }

  @Test
  void theDeathsThatAreToldAndTheRunAreWrittenAsThePageSays() {
    // Given
    Report report = new Report(7, true, Set.of(), "b", 0, "", "17320", List.of("c-7", "d-0-1.2"));

    // When
    Frame frame = writer.frame(report);

    // Then
    assertThat(frame.text())
        .endsWith(",\"epoch\":0,\"run\":\"17320\",\"told\":[\"c-7\",\"d-0-1.2\"]}");
    assertThat(reader.read(frame)).isEqualTo(report);
  }

  @Test
  void whatIsNoNameOfADeathIsLeftOutAndSoIsWhatIsTooMuch() {
    // Given
    List<String> odd = List.of("", "c 7", "c-7\n", "\u00e4-7", "c/7", "x".repeat(281), "c-7");
    List<String> nine = IntStream.range(0, 9).mapToObj(i -> "c-" + i).toList();

    // Then
    assertThat(reader.read(writer.frame(told(odd))).told()).containsExactly("c-7");
    assertThat(reader.read(writer.frame(told(nine))).told()).isEqualTo(nine.subList(0, 8));
    assertThat(writer.frame(told(odd.subList(0, 6))).text()).doesNotContain("told");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"told\":\"c-7\"",
        "\"told\":[7]",
        "\"told\":[[\"c-7\"]]",
        "\"told\":[\"\"]",
        "\"told\":[\"c 7\"]",
        "\"told\":{\"c\":7}",
        "\"told\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]",
        "\"run\":\"\"",
        "\"run\":\"a.b\"",
        "\"run\":7"
      })
  void whatIsNoNameOfADeathOrOfARunIsNotRead(String field) {
    String text = "{\"sequence\":7,\"eligible\":true,\"sees\":\"a080\",\"epoch\":12,%s}";
    Frame frame = new Frame(MessageType.STATE, text.formatted(field));

    assertThatThrownBy(() -> reader.read(frame)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void theLongestReportFitsIntoAFrame() {
    // Given: names of the greatest length.
    String server = "s".repeat(255);
    List<String> told =
        IntStream.range(0, 8).mapToObj(i -> server + "-" + "9".repeat(17) + ".10000" + i).toList();
    List<String> all = IntStream.range(0, 256).mapToObj(i -> "srv" + i).toList();

    // When
    Report report =
        new Report(
            Long.MAX_VALUE,
            false,
            Set.copyOf(all),
            "srv255",
            0,
            "x".repeat(128),
            "r".repeat(32),
            told,
            true,
            new HoldOrder(HoldOrder.LAST_NUMBER, HoldOrder.LONGEST),
            true);
    Frame frame = new ReportWriter(all, false).frame(report);

    // Then
    assertThat(told).allMatch(each -> each.length() == 280);
    assertThat(new ReportReader(all, false).read(frame)).isEqualTo(report);
    assertThat(FrameCodecTest.bytes(frame)).hasSizeLessThan(Frame.LONGEST);
  }

  private static Report told(List<String> told) {
    return new Report(1, true, Set.of(), null, 9, "", "", told);
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    for (Report report :
        List.of(
            new Report(1, true, Set.of(), null, 0),
            new Report(2, false, Set.of("a"), "i", 1),
            new Report(3, false, Set.of("a"), null, 1),
            new Report(4, true, Set.of("b"), "c", 5, "372e67954025e0ba6aaa6d586b9e0b59"),
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
    Frame frame = new ReportWriter(all, false).frame(report);

    // Then
    assertThat(frame.text()).hasSizeLessThan(200);
    assertThat(new ReportReader(all, false).read(frame)).isEqualTo(report);
  }
}
