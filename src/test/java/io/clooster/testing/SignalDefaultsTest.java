// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalDefaultsTest {
  @Test
  void aServerHearsItsSighupThoughTheBuildIgnoresIt() throws Exception {
    // Given
    var command = new ArrayList<>(List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "nohup"));
    command.addAll(SignalDefaults.restoredFor(List.of("sh", "-c", "kill -HUP $$; echo deaf")));

    // When
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    // Then
    assertThat(output).isEmpty();
    assertThat(process.waitFor()).isEqualTo(128 + 1);
  }
}
