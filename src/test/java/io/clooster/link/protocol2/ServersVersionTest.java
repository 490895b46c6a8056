// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static io.clooster.link.protocol2.Talk.proven;
import static io.clooster.link.protocol2.TestSettings.SRV1;
import static io.clooster.link.protocol2.TestSettings.SRV2;
import static io.clooster.link.protocol2.TestSettings.SRV3;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.HelloFault;
import io.clooster.failover.Report;
import io.clooster.link.protocol2.HandshakeResult.Outcome.Failed;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers with lists of two versions: each is told the other's list, and they stay linked. */
class ServersVersionTest {
  private static final LinkKey KEY = TestSettings.key("a", "a secret of sixteen");

  private static LinkSettings has(String server, long version, String... servers) {
    return new LinkSettings(server, List.of(servers), version, List.of("www.test"), List.of(KEY));
  }

  @Test
  void serversThatListEachOtherAreProvenWithTheOthersList() {
    Talk talk = Talk.between(has(SRV2, 1, SRV1, SRV2), SRV1, has(SRV1, 2, SRV1, SRV3, SRV2));

    assertThat(talk.dialled).isEqualTo(proven(SRV1, 2, SRV1, SRV3, SRV2));
    assertThat(talk.accepted).isEqualTo(proven(SRV2, 1, SRV1, SRV2));
  }

  @Test
  void anotherVersionOfTheSameListIsAnotherListToo() {
    Talk talk = Talk.between(has(SRV2, 1, SRV1, SRV2), SRV1, has(SRV1, 2, SRV1, SRV2));

    assertThat(talk.dialled).isEqualTo(proven(SRV1, 2, SRV1, SRV2));
  }

  @Test
  void whoIsNotOnTheOthersListHasNoLinkAndBothSidesSayWhy() {
    Talk talk = Talk.between(has(SRV3, 2, SRV1, SRV2, SRV3), SRV1, has(SRV1, 1, SRV1, SRV2));

    assertThat(talk.dialled)
        .isEqualTo(
            new Failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: list of servers of version 2 here, 1 there; servers"
                    + " only here: srv3.test; only there: none"));
    assertThat(talk.accepted)
        .isEqualTo(
            new Failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: list of servers of version 1 here, 2 there; srv3.test"
                    + " is none of our servers; servers only here: none; only there: srv3.test"));
  }

  @Test
  void whoIsNotOnANewerListIsToldThatItWasTakenOff() {
    Talk talk = Talk.between(has(SRV3, 1, SRV1, SRV2, SRV3), SRV1, has(SRV1, 2, SRV1, SRV2));

    assertThat(talk.dialled)
        .isEqualTo(
            new Failed(
                HelloFault.TAKEN_OFF,
                "the configurations differ: srv3.test is not on the list of servers of srv1.test,"
                    + " which is of version 2, here 1"));
    assertThat(talk.accepted)
        .isEqualTo(
            new Failed(
                HelloFault.OTHER_CONFIG,
                "the configurations differ: list of servers of version 2 here, 1 there; srv3.test"
                    + " is none of our servers; servers only here: none; only there: srv3.test"));
  }

  @Test
  void otherRecordsAreNoMatterOfTheVersion() {
    LinkSettings other =
        new LinkSettings(SRV1, List.of(SRV1, SRV2), 2, List.of("mail.test"), List.of(KEY));

    Talk talk = Talk.between(has(SRV2, 1, SRV1, SRV2), SRV1, other);

    assertThat(talk.dialled).isInstanceOf(Failed.class);
    assertThat(talk.accepted).isInstanceOf(Failed.class);
  }

  @Test
  void anotherListOfTheSameVersionIsAContradiction() {
    Talk talk = Talk.between(has(SRV2, 2, SRV1, SRV2), SRV1, has(SRV1, 2, SRV1, SRV2, SRV3));

    assertThat(talk.dialled).isInstanceOf(Failed.class);
    assertThat(talk.accepted).isInstanceOf(Failed.class);
  }

  @Test
  void reportsTellServersByTheirNames() {
    Report report =
        new Report(
            7, true, Set.of(SRV1), SRV3, 12, "", "", List.of(), false, null, false, Set.of(SRV3));

    Frame frame = new ReportWriter(List.of(SRV1, SRV2, SRV3), true).frame(report);

    assertThat(frame.text())
        .isEqualTo(
            "{\"sequence\":7,\"eligible\":true,\"sees\":[\"srv1.test\"],\"holder\":\"srv3.test\","
                + "\"epoch\":12,\"unlisted\":[\"srv3.test\"]}");
    assertThat(new ReportReader(List.of(SRV1, SRV2), true).read(frame)).isEqualTo(report);
  }

  @Test
  void namesOfTheGreatestLengthFitIntoAFrame() {
    List<String> longest =
        IntStream.range(0, 9).mapToObj(place -> place + "x".repeat(252)).toList();
    List<String> deaths = Collections.nCopies(8, "y".repeat(280));
    Report report =
        new Report(
            7,
            true,
            Set.copyOf(longest),
            longest.get(0),
            12,
            "z".repeat(128),
            "",
            deaths,
            true,
            null,
            true,
            Set.copyOf(longest));

    for (boolean named : List.of(true, false)) {
      Frame frame = new ReportWriter(longest, named).frame(report);

      assertThat(frame.text().length()).isLessThan(Frame.LONGEST);
      assertThat(new ReportReader(longest, named).read(frame).unlisted())
          .isEqualTo(report.unlisted());
    }
  }
}
