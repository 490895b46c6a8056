// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Logged;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private final Rejections rejections = new Rejections();
  private final Logged log = Logged.by("io.clooster.link");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theFirstOnesOfEachSourceAreLinesAndTheRestIsCounted() throws Exception {
    // When
    reject(3, "203.0.113.7");
    reject(1_234, "203.0.113.8");

    // Then
    assertThat(log.lines())
        .hasSize(3 + Rejections.LINES_PER_SOURCE)
        .contains("WARN Rejecting client 203.0.113.7 (unknown IP address)")
        .contains("WARN Rejecting client 203.0.113.8 (unknown IP address)");
    assertThat(rejections.endOfMinute())
        .isEqualTo(
            "1,224 more connections were rejected in the last minute; 2 addresses knocked in all,"
                + " 203.0.113.8 most often (1,234 times)");
  }

  @Test
  void allOfANetworkOfOneCustomerAreOneSource() throws Exception {
    // When
    for (int i = 0; i < Rejections.LINES_PER_SOURCE; i++) {
      reject(1, "2001:db8:0:1::" + i);
    }
    reject(1, "2001:db8:0:1:ffff::9");
    reject(1, "2001:db8:0:2::1");

    // Then
    assertThat(log.lines()).hasSize(Rejections.LINES_PER_SOURCE + 1);
    assertThat(rejections.endOfMinute())
        .isEqualTo(
            "1 more connection was rejected in the last minute; 2 addresses knocked in all,"
                + " 2001:db8:0:1:0:0:0:0/64 most often (11 times)");
  }

  @Test
  void neitherLinesNorMemoryGrowWithTheNumberOfSources() throws Exception {
    // When
    for (int i = 0; i < 3 * Rejections.SOURCES; i++) {
      reject(1, "10.0.%d.%d".formatted(i / 250, i % 250));
    }

    // Then
    assertThat(log.lines()).hasSize(Rejections.LINES);
    assertThat(rejections.endOfMinute())
        .startsWith("2,940 more connections were rejected in the last minute; more than 1,000 ");
  }

  @Test
  void eachMinuteBeginsAnew() throws Exception {
    // Given
    reject(Rejections.LINES_PER_SOURCE + 1, "203.0.113.7");
    rejections.endOfMinute();

    // When
    reject(1, "203.0.113.7");

    // Then
    assertThat(log.lines()).hasSize(Rejections.LINES_PER_SOURCE + 1);
    assertThat(rejections.endOfMinute()).as("nothing was left out").isNull();
    assertThat(rejections.endOfMinute()).as("nothing happened").isNull();
  }

  @Test
  void aServerThatDiffersIsALineWhenThatChangesAndOnceAnHour() throws Exception {
    // Given
    InetAddress source = InetAddress.getByName("203.0.113.9");

    // When
    rejections.differs("srv9.test", source, "srv9.test is none of our servers");
    for (int i = 1; i < Rejections.MINUTES_UNTIL_REPEATED; i++) {
      rejections.endOfMinute();
      rejections.differs("srv9.test", source, "srv9.test is none of our servers");
    }

    // Then
    assertThat(log.lines())
        .containsExactly(
            "WARN client=203.0.113.9 state=differs: srv9.test, which has our key, can't be linked:"
                + " srv9.test is none of our servers. Write the same servers into the configuration"
                + " of all, and restart them");

    // And
    rejections.differs("srv9.test", source, "something else");
    assertThat(log.lines()).hasSize(2);
    for (int i = 0; i < Rejections.MINUTES_UNTIL_REPEATED; i++) {
      rejections.endOfMinute();
    }
    rejections.differs("srv9.test", source, "something else");
    assertThat(log.lines()).hasSize(3);
  }

  @Test
  void serversThatDifferTakeNoMoreMemoryThanSome() throws Exception {
    for (int i = 0; i < 2 * Rejections.DIFFERING; i++) {
      rejections.differs("srv" + i, InetAddress.getByName("203.0.113.9"), "other servers");
    }

    assertThat(log.lines()).hasSize(Rejections.DIFFERING);
  }

  @Test
  void theLineIsTheSameInEveryLocale() throws Exception {
    // Given
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    try {
      // When
      reject(1_111, "203.0.113.7");

      // Then
      assertThat(rejections.endOfMinute()).startsWith("1,101 more connections were rejected");
    } finally {
      Locale.setDefault(before);
    }
  }

  private void reject(int times, String source) throws UnknownHostException {
    for (int i = 0; i < times; i++) {
      rejections.add(InetAddress.getByName(source), "unknown IP address");
    }
  }
}
