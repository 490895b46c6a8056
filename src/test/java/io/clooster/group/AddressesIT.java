// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The name of each server has several addresses, and its Clooster listens at the last one only. */
@ProcessTest
@Full
class AddressesIT {
  private static final String HOST = "several.test";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private void addresses(String... addresses) throws Exception {
    var entries =
        List.of(1, 2).stream()
            .map(
                number ->
                    Map.<String, Object>of(
                        "name",
                        ServerGroup.name(number),
                        "address",
                        HOST,
                        "port",
                        group.port(number)))
            .toList();
    group.set("/servers", entries);
    var lines =
        Stream.of(addresses)
            .map(address -> address + " " + HOST)
            .collect(Collectors.joining("\n", "", "\n"));
    for (int number : List.of(1, 2)) {
      Files.writeString(
          group.directory().resolve(ServerGroup.name(number)).resolve("hosts"), lines, UTF_8);
    }
  }

  @Test
  void serversAreLinkedOverTheAddressThatAnswersAndACrashIsARefusalByAll() throws Exception {
    // Given
    group.of(2);
    addresses("127.0.0.7", "127.0.0.8", "127.0.0.1");

    // When
    group.start();
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
    assertThat(group.srv(2).lines("state=unreachable"))
        .last()
        .asString()
        .endsWith("127.0.0.1, 127.0.0.7, 127.0.0.8: connection refused");
  }

  @Test
  void anAddressThatIsSilentKeepsNobodyOut() throws Exception {
    // Given
    group.of(2);
    addresses("127.0.0.7", "127.0.0.1");
    try (var first = new DeafServer(group.port(1), "127.0.0.7");
        var second = new DeafServer(group.port(2), "127.0.0.7")) {
      // When
      group.start();

      // Then
      assertThat(List.of(first.port(), second.port()))
          .containsExactly(group.port(1), group.port(2));
      assertThat(group.srv(1).lines("state=disconnected")).isEmpty();
    }
  }
}
