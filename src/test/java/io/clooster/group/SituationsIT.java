// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The situations of the README, as it tells them: each of its commands is given, and what it
 * promises is looked for. Of the fifth, an upgrade, {@code DebianInstallIT} does what it says, and
 * {@link UpgradeIT} the servers.
 */
@ProcessTest
@Full
class SituationsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void awaitHolder(int server, int holder) {
    await()
        .atMost(PATIENCE)
        .until(() -> operator.status(server).path("holder").asText().equals(name(holder)));
  }

  @Test
  void itDied() throws Exception {
    var situation = new Situation("It died");
    group.of(2).start();

    group.srv(1).kill();

    situation.says(
        "Another server has the record by now, and told you so: who died, when it was heard last,"
            + " what was changed, and for how long resolvers may still give the old address.");
    group.story().awaitRecord(2);
    group.story().awaitNotes(1);
    var told = group.pushbullet().pushes().get(0);
    assertThat(told.title()).contains("Server '" + name(1) + "' is now down");
    assertThat(told.body())
        .contains("has been changed to '" + name(2) + "'", "last heard at ")
        .contains("Resolvers may give the old one for 300 s more");

    situation.says(
        "`journalctl -u clooster` tells the story, from `peer=… state=suspect` to `record=…"
            + " state=moved`.");
    group.srv(2).awaitLine("record=www.example.com state=moved");
    var lines = String.join("\n", group.srv(2).lines());
    assertThat(lines.indexOf("peer=" + name(1) + " state=suspect"))
        .isBetween(0, lines.indexOf("record=www.example.com state=moved"));

    situation.says("Repair the dead one and start it.");
    group.srv(1).start();
    group.awaitLinked();
    situation.wasDone();
  }

  @Test
  void itDiedAndTheRecordCouldNotBeMoved() throws Exception {
    var situation = new Situation("It died");
    group.of(2).start();
    group.refuseAtApi(2);

    group.srv(1).kill();

    situation.says(
        "If the message says that the record could *not* be moved, it says why, and it is tried"
            + " until it can be.");
    var note = group.story().awaitNotes(1).get(0);
    assertThat(note.title() + note.body()).contains("something went wrong", "HTTP 403");
    assertThat(group.story().values()).containsExactly(name(1));
    group.allowAtApi(2);
    group.story().awaitRecord(2);
  }

  @Test
  void iWantToTakeItDown() throws Exception {
    var situation = new Situation("I want to take it down");
    group.of(2).set("/failback", "manual");
    operator.start();

    situation.says("A restart (`systemctl restart clooster`) is announced and moves nothing");
    situation.gives("systemctl restart clooster", group.srv(1));
    group.awaitLinked();
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().notes()).isEmpty();

    situation.says("it says goodbye, and another takes the record at once.");
    situation.gives("systemctl stop clooster", group.srv(1));
    group.story().awaitRecord(2);
    assertThat(group.story().awaitNotes(1)).containsExactly(Told.tookOverFromStopped(2, 1));

    group.srv(1).start();
    group.awaitLinked();
    situation.says("For longer, over reboots too: `clooster drain`");
    situation.gives("clooster drain", group.srv(2));
    group.story().awaitRecord(1);
    group.srv(2).kill();
    group.srv(2).start();
    group.awaitLinked();
    assertThat(operator.status(2).path("drained").asBoolean()).isTrue();
    situation.wasDone();
  }

  @Test
  void iWantItBack() throws Exception {
    var situation = new Situation("I want it back");
    group.of(2).set("/failback_delay", "3s").start();
    group.srv(1).kill();
    group.story().awaitRecord(2);

    situation.gives("systemctl start clooster", group.srv(1));

    situation.says("the record goes back to it.");
    group.story().awaitRecord(1);
    group
        .story()
        .ends(
            List.of(1, 2, 1),
            Told.tookOver(2, 1, Told.CLOSED),
            Told.upAndPreferred(2, 1, "3 s"),
            Told.goesBack(2, 1));
  }

  @Test
  void iWantItBackByHand() throws Exception {
    var situation = new Situation("I want it back");
    group.of(2).set("/failback", "manual").set("/failback_delay", "3s");
    operator.start();
    group.srv(1).kill();
    group.story().awaitRecord(2);
    situation.gives("systemctl start clooster", group.srv(1));
    group.awaitLinked();
    group.story().settles();

    situation.says(
        "With `\"failback\": \"manual\"` it stays where it is until you say `clooster switch`");
    assertThat(group.story().holds()).isEqualTo(name(2));
    situation.gives("clooster switch", group.srv(1));
    awaitHolder(2, 1);
    assertThat(group.story().holds()).isEqualTo(name(1));

    assertThat(situation.gives("clooster drill", group.srv(1))).contains("there: ", "back: ");
    assertThat(group.story().holds()).isEqualTo(name(1));

    situation.says("Nothing is to move for a while: `clooster hold`");
    situation.gives("clooster hold", group.srv(1));
    group.srv(1).kill();
    group.story().settles();
    assertThat(group.story().holds()).isEqualTo(name(1));
    situation.wasDone();
  }

  @Test
  void addAndRemoveAServer() throws Exception {
    var situation = new Situation("Add or remove a server");
    group.of(3).set("/servers", group.entries().subList(0, 2));
    group.srv(1).start();
    group.srv(2).start();
    group.awaitLinked();
    group.srv(1).awaitLine("state=settled");

    situation.says("1. To add one, install it, with the new list.");
    group.srv(3).set("/servers", group.entries()).set("/servers_version", 2);
    has(situation, group.entries(), 2, 2, 1);
    situation.says("Then start the new one.");
    group.srv(3).start();
    group.awaitLinked();
    situation.says("Servers of two versions stay linked, nothing moves");
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().notes()).isEmpty();

    situation.says("To remove one, stop its Clooster for good first");
    situation.says("if it has the record, that moves.");
    situation.gives("systemctl disable --now clooster", group.srv(1));
    group.story().awaitRecord(2);
    has(situation, group.entries().subList(1, 3), 3, 3, 2);
    group.awaitLinked();
    group.story().settles();
    assertThat(group.story().values()).containsExactly(name(1), name(2));
    situation.wasDone();

    group.srv(2).kill();
    group.story().awaitRecord(3);
  }

  /** The steps 2 and 3, on the servers in this order. */
  private void has(Situation situation, List<?> list, int version, int... servers)
      throws Exception {
    situation.says("2. Write the new list and its version into the files of all others,");
    for (int server : servers) {
      group.srv(server).set("/servers", list).set("/servers_version", version);
      group.srv(server).saves();
      assertThat(situation.gives("clooster check", group.srv(server))).contains("is valid");
    }
    situation.says("3. `systemctl restart clooster` on one after the other.");
    for (int server : servers) {
      situation.gives("systemctl restart clooster", group.srv(server));
      group.srv(server).awaitLine("state=started");
    }
  }
}
