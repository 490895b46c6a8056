// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerProcesses.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.AdminCommand;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of servers is changed, and one dies in the middle of it. */
@ProcessTest
@Full
class ServerListIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private void has(int server, long version, List<?> list) throws Exception {
    group.srv(server).set("/servers", list).set("/servers_version", version).saves();
  }

  private void restarts(int server) throws Exception {
    group.srv(server).stop("HUP");
    group.srv(server).start();
    group.srv(server).awaitLine("state=started");
  }

  /** srv3 is new, and goes before srv2, which has not heard of it. */
  @Test
  void whoIsNotOnEachListLeavesTheRecordToOneThatIs() throws Exception {
    // Given
    group.of(3);
    var pair = group.entries().subList(0, 2);
    var all = List.of(group.entries().get(0), group.entries().get(2), group.entries().get(1));
    has(1, 1, pair);
    has(2, 1, pair);
    has(3, 2, all);
    group.srv(1).start();
    group.srv(2).start();
    group.story().awaitClaimOf(1);
    group.awaitLinked();
    has(1, 2, all);
    restarts(1);
    group.srv(2).awaitLine("peer=srv1.example.com state=up");
    group.srv(3).start();
    group.srv(3).awaitLine("peer=srv1.example.com state=up");

    // When
    group.srv(1).kill();
    group.story().awaitRecord(2);
    group.story().settles();

    // Then
    assertThat(group.story().values()).containsExactly(name(1), name(2));

    // When
    has(2, 2, all);
    restarts(2);
    group.srv(3).awaitLine("peer=srv2.example.com state=up");
    group.srv(2).kill();

    // Then
    group.story().awaitRecord(3);
  }

  @Test
  void aHolderThatWasTakenOffTheListKeepsTheRecordUntilItsClaimIsForgotten() throws Exception {
    // Given
    group.of(3).start();
    group.story().awaitClaimOf(1);
    var left = group.entries().subList(1, 3);

    // When
    for (int server : List.of(2, 3)) {
      has(server, 2, left);
      restarts(server);
    }
    group.srv(2).awaitLine("state=claim foreign: srv1.example.com holds it");
    group.srv(1).kill();
    group.story().settles();

    // Then
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().notes())
        .anyMatch(note -> note.title().contains("belongs to 'srv1.example.com'"));

    // When
    var forget = AdminCommand.on(group.srv(2), "forget", "--yes", "-c", "clooster.json");
    group.cloudflare().edit(ServerGroup.WWW, "CNAME", name(3));

    // Then
    assertThat(forget.status()).as(forget.out() + forget.err()).isZero();
    group.story().awaitClaimOf(3);
    group.story().settles();
    assertThat(group.story().values()).endsWith(name(3));
  }
}
