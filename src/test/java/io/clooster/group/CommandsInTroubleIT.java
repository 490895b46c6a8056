// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.AdminCommand;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each command on each side of a group in trouble, on hosts of their own: it does what it can, says
 * what it can't, and moves nothing.
 */
@ProcessTest
@Full
class CommandsInTroubleIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void start(int servers, String window) throws Exception {
    group.window(window).apart(servers);
    operator.start();
    group.story().awaitClaimOf(1);
  }

  /** The first server on one side, all others on the other one. */
  private static List<Integer> others(int servers) {
    return IntStream.rangeClosed(2, servers).boxed().toList();
  }

  private void done(int server, String... words) throws Exception {
    var command = operator.on(server, words);
    assertThat(command.status()).as(told(server, words) + command.err()).isZero();
  }

  /** Its exit status is 1, and this is in its words. */
  private void refused(String why, int server, String... words) throws Exception {
    isRefused(why, operator.on(server, words), told(server, words));
  }

  /**
   * The same, said once more where it asks for that: the claim may tell this side of the holder's
   * orders just after it gave its own.
   */
  private void refusedAtLast(String why, int server, String... words) throws Exception {
    var command = operator.on(server, words);
    if (command.err().contains("say it again")) {
      isRefused("say it again", command, told(server, words));
      command = operator.on(server, words);
    }
    isRefused(why, command, told(server, words));
  }

  private static void isRefused(String why, AdminCommand command, String told) {
    assertThat(command.status()).as(told + command.out()).isEqualTo(1);
    assertThat(command.out() + command.err()).as(told).contains(why);
  }

  private static String told(int server, String... words) {
    return "on srv" + server + ": " + String.join(" ", words) + "\n";
  }

  private void nothingMoved() {
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().writes()).isZero();
  }

  /** The holder alone on one side, until each side says what the other one is to it. */
  private void cut(int servers, String window, String othersAre, String holderIs) throws Exception {
    start(servers, window);
    group.network().part(List.of(1), others(servers));
    group.srv(1).awaitLine("peer=" + name(2) + " state=" + othersAre);
    group.srv(2).awaitLine("peer=" + name(1) + " state=" + holderIs);
  }

  private void mended(int servers) throws Exception {
    nothingMoved();
    group.network().join(List.of(1), others(servers));
    group.awaitLinked();
    group.story().settles();
    nothingMoved();
  }

  /** And what is said of it on the other side, whatever it is held to be there. */
  private void everyCommandOfTheHolder() throws Exception {
    refused("DEGRADED", 1, "status");
    refused("DEGRADED", 2, "status");
    done(1, "incidents");
    done(1, "notify-test");
    done(2, "notify-test");
    refused("no other server could hold the record", 1, "drain");
    refused(name(2) + " is not linked with " + name(1), 1, "switch", name(2), "--yes");
    refused("nothing was changed", 2, "switch", name(2), "--yes");
    refused("", 2, "drill", "--yes");
    refused("not reached: " + name(2), 1, "hold", "--for", "10m");
    refused("not reached: " + name(2), 1, "release");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whileThePathIsCut(int servers) throws Exception {
    // The window that users have: two servers may notice one cut a keep-alive apart.
    cut(servers, "2s", "down", "partitioned");

    everyCommandOfTheHolder();
    done(2, "incidents");
    refused("", 1, "drill", "--yes");
    refusedAtLast("not reached: " + name(1), 2, "hold", "--for", "10m");
    refusedAtLast("not reached: " + name(1), 2, "release");
    if (servers == 2) {
      refused("no other server could hold the record", 2, "drain");
    } else {
      done(2, "drain");
    }
    done(2, "resume");

    group.story().settles();
    mended(servers);
    done(1, "status");
  }

  /** For so long that all commands come before the window is over. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whileTheOtherIsSuspected(int servers) throws Exception {
    cut(servers, "5m", "suspect", "suspect");

    everyCommandOfTheHolder();
    mended(servers);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void whileTheProviderIsAway(int servers) throws Exception {
    start(servers, "1s");
    group.cloudflare().faults().onAny().always(SandboxFault.reset());

    refused("", 1, "hold", "--for", "10m");
    refused("", 1, "release");
    group.srv(1).awaitLine("state=failing");
    refused("DEGRADED", 1, "status");
    done(1, "incidents");
    done(1, "notify-test");
    refused("nothing was changed", 1, "switch", name(2), "--yes");
    refused("nothing was changed", 2, "switch", name(2), "--yes");
    refused("", 1, "drill", "--yes");
    done(2, "drain", "--anyway");
    done(2, "resume");

    nothingMoved();
    group.cloudflare().faults().clear();
    group.story().settles();
    nothingMoved();
  }
}
