// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the user's settings of Camel are read from. */
class UserSettingsTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "CAMEL_MAIN_SHUTDOWN_TIMEOUT, camel.main.shutdown-timeout",
    "CAMEL_COMPONENT_JMS_USERNAME, camel.component.jms.username",
    "CAMEL_COMPONENT_AWS2_S3_ACCESS_KEY, camel.component.aws2-s3.access-key",
    "CAMEL_COMPONENT_NETTY_HTTP_KEEP_ALIVE, camel.component.netty-http.keep-alive",
    "CAMEL_COMPONENT_MINE_QUEUE_SIZE, camel.component.mine.queue-size",
    "CAMEL_DATAFORMAT_JACKSON_PRETTY_PRINT, camel.dataformat.jackson.pretty-print",
    "CAMEL_MANAGEMENT_HEALTH_CHECK_ENABLED, camel.management.health-check-enabled",
    "CAMEL_MANAGEMENT_PORT, camel.management.port",
    "CAMEL_METRICS_TEXT_FORMAT_VERSION, camel.metrics.text-format-version",
    "CAMEL_SERVER_PORT, camel.server.port"
  })
  void aVariableIsASettingOfCamels(String variable, String key) {
    assertThat(UserSettings.of(home, Map.of(variable, "5")).values())
        .containsExactly(Map.entry(key, "5"));
  }

  @ParameterizedTest
  @CsvSource({
    "CAMEL_MAIN_SERVICE_HOST",
    "CAMEL_MAIN_PORT_80_TCP",
    "CAMEL_HOME",
    "CAMEL_COMPONENT_JMS",
    "CAMEL_MAIN_",
    "CAMEL_OPTS_X_Y",
    "XCAMEL_MAIN_NAME"
  })
  void othersAreLeftAlone(String variable) {
    assertThat(UserSettings.of(home, Map.of(variable, "5")).settings()).isEmpty();
  }

  @Test
  void thePortOfAClustersServiceIsLeftAlone() {
    assertThat(UserSettings.of(home, Map.of("CAMEL_SERVER_PORT", "tcp://10.0.0.1:80")).settings())
        .isEmpty();
  }

  @Test
  void aVariableWinsOverTheFileHoweverItIsSpelt() throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/application.properties"),
        "camel.main.shutdownTimeout = 1\ncamel.main.shutdown-timeout: 3\nmine = a\\\n   b\n!x\n");

    assertThat(UserSettings.of(home, Map.of("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "4")).values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("camel.main.shutdown-timeout", "4", "mine", "ab"));
    assertThat(UserSettings.of(home, Map.of()).values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("camel.main.shutdown-timeout", "3", "mine", "ab"));
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(UserSettings.of(home, Map.of("CAMEL_MAIN_NAME", " ")).settings()).isEmpty();
  }
}
