// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifySettingsTest {
  private static final long PID = 4711;

  @Test
  void withoutASocketNobodyIsTold() {
    assertThat(NotifySettings.of(Map.of("WATCHDOG_USEC", "60000000"), PID)).isEmpty();
    assertThat(NotifySettings.of(Map.of("NOTIFY_SOCKET", ""), PID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "60000000, 4711, PT10S",
    "15000000, 4711, PT5S",
    "15000000, , PT5S",
    "15000000, 1, PT10S",
    "1, 4711, PT0.1S",
    "-7, 4711, PT0.1S",
    "soon, 4711, PT10S",
    ", 4711, PT10S"
  })
  void itIsToldThriceAsOftenAsTheWatchdogOfThisProcessDemands(
      String micros, String pid, Duration every) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTIFY_SOCKET", "/run/systemd/notify");
    if (micros != null) {
      environment.put("WATCHDOG_USEC", micros);
    }
    if (pid != null) {
      environment.put("WATCHDOG_PID", pid);
    }

    assertThat(NotifySettings.of(environment, PID))
        .contains(new NotifySettings("/run/systemd/notify", every));
  }
}
