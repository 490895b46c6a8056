// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose own checks fail lives, but the record should not point at it. */
@ProcessTest
class OwnChecksIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  /** Each server is well while there is a file of its own. */
  private void start(int servers) throws IOException {
    group.of(servers).set("/failback_delay", "3s");
    for (var server : group.servers()) {
      Files.createFile(service(server));
      server.set(
          "/checks",
          List.of(
              Map.of(
                  "command",
                  List.of("test", "-e", service(server).toString()),
                  "every",
                  "500ms",
                  "fall",
                  2,
                  "rise",
                  2)));
    }
    group.start();
  }

  private Path service(Server server) {
    return group.directory().resolve(server.name() + ".service");
  }

  private void breakDown(int server) throws IOException {
    Files.delete(service(group.srv(server)));
  }

  private void repair(int server) throws IOException {
    Files.createFile(service(group.srv(server)));
  }

  @Test
  void aHealthyOneTakesThePlaceOfAnIllHolderAndGivesItBack() throws Exception {
    aHealthyOneHelpsOut(2);
  }

  @Test
  @Full
  void soDoesTheSecondOfThree() throws Exception {
    aHealthyOneHelpsOut(3);
  }

  private void aHealthyOneHelpsOut(int servers) throws Exception {
    // Given
    start(servers);

    // When
    breakDown(1);
    group.story().awaitRecord(2);
    group.srv(2).awaitLine("peer=srv1.example.com state=unhealthy: by its own checks");
    repair(1);

    // Then
    group.srv(2).awaitLine("peer=srv1.example.com state=healthy: by its own checks");
    group.story().ends(List.of(1, 2, 1), Told.isIll(2, 1), Told.goesBack(2, 1));
  }

  @Test
  @Full
  void anIllServerIsPassedOver() throws Exception {
    // Given
    start(3);
    breakDown(2);
    group.srv(3).awaitLine("peer=srv2.example.com state=unhealthy: by its own checks");

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 3), Told.tookOver(3, 1, Told.CLOSED));
  }

  @Test
  @Full
  void whenNobodyIsWellTheRecordStaysAndOneAlarmSaysSo() throws Exception {
    // Given
    start(3);

    // When
    breakDown(2);
    breakDown(3);
    group.srv(1).awaitLine("peer=srv2.example.com state=unhealthy: by its own checks");
    group.srv(1).awaitLine("peer=srv3.example.com state=unhealthy: by its own checks");
    breakDown(1);
    group.story().awaitNotes(1);
    group.story().settles();
    repair(1);

    // Then
    String ill = "server=srv1.example.com state=unhealthy: ";
    String line = group.srv(1).lines(ill).get(0);
    String check = line.substring(line.indexOf(ill) + ill.length());
    group.story().ends(List.of(1), Told.nobodyIsWell(1, check), Told.isWell(1, 1));
  }
}
