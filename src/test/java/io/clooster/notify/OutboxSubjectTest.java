// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Action;
import io.clooster.failover.AlertKind;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxSubjectTest {
  @ParameterizedTest
  @EnumSource(AlertKind.class)
  void whatEndsAnAlertIsAboutTheSameAsItsBeginning(AlertKind alert) {
    assertThat(subject(alert.overMessage(), "srv1")).isEqualTo(subject(alert.message(), "srv1"));
  }

  @Test
  void thoseOfNoServerAreAboutTheSameWhereverTheOtherOneNamesOne() {
    assertThat(subject("eligible-server", "srv1")).isEqualTo(subject("no-eligible-server", ""));
  }

  @Test
  void allOfAServerIsOneAndNoOtherOne() {
    assertThat(Arrays.asList("peer-down", "peer-up", "failback", "path-cut", "no-link"))
        .allMatch(kind -> subject(kind, "srv1").equals("peer-srv1"));
    assertThat(subject("peer-up", "srv2")).isEqualTo("peer-srv2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"peer-srv1.example.com", "record", "", "notifier-slack@ops"})
  void aNameSaysIt(String subject) {
    assertThat(OutboxFileName.subject(name(subject))).isEqualTo(subject);
    assertThat(OutboxFileName.severity(name(subject))).isEqualTo(Severity.INFO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"peer-../x", "peer-é", "peer- a"})
  void whatCanNotStandInANameIsShortened(String subject) {
    assertThat(OutboxFileName.isMessageFile(name(subject))).isTrue();
    assertThat(OutboxFileName.subject(name(subject))).matches("[0-9a-f]+");
  }

  private static String name(String subject) {
    return OutboxFileName.name("20261130T230000.000Z", 7, subject, Severity.INFO);
  }

  private static String subject(String kind, String peer) {
    return OutboxSubject.of(new Action.Notify("id", kind, "", peer, Values.NONE));
  }
}
