// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The DNS provider is out of the holder's reach, or refuses it; the others are served. */
@ProcessTest
class NoApiIT {
  private static final String YIELDED = "state=yielded: srv2.example.com holds it";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  /** The holder misses another server, and would renew its claim: it learns that it can't. */
  private void theHolderFindsOut(int other) throws Exception {
    group.srv(other).stop("HUP");
    group.srv(1).awaitLine("state=failing: Cloudflare says: Invalid access token");
    group.srv(other).start();
    group.awaitLinked();
  }

  private void neverWroteBack() {
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().writes()).isEqualTo(1);
    assertThat(group.srv(1).lines("state=writing value")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @Full
  void aHolderThatIsRefusedKeepsTheRecordWhileItIsLinkedAndIsReplacedOnceWhenItDies(int servers)
      throws Exception {
    // Given
    group.of(servers).start();
    group.story().awaitClaimOf(1);
    group.refuseAtApi(1);

    // When
    theHolderFindsOut(servers);
    group.story().settles();
    var meanwhile = group.story().values();
    group.srv(1).kill();

    // Then
    assertThat(meanwhile).containsExactly(ServerGroup.name(1));
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  @Test
  @Full
  void aHolderThatIsCutOffFromTheApiKeepsTheRecordWhileItIsLinkedAndIsReplacedOnceWhenItDies()
      throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);

    // When: it misses the other one for a moment, and its renewal is lost.
    group.network().cutFromApis(1);
    group.srv(2).stop("HUP");
    group.srv(1).awaitLine("claim=srv1.example.com state=writing");
    group.srv(2).start();
    group.srv(1).awaitLine("state=failing: ");
    group.awaitLinked();
    var meanwhile = group.story().values();
    group.srv(1).kill();

    // Then
    assertThat(meanwhile).containsExactly(ServerGroup.name(1));
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  /** Its renewals may wait in its kernel, and arrive with the first packet that passes again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Full
  void aHolderThatLosesFirstTheApiAndThenTheLinkIsReplacedAndFollowsWhenItIsBack(boolean apiFirst)
      throws Exception {
    // Given
    group.apart(2).set("/failback", "manual").start();
    group.story().awaitClaimOf(1);

    // When
    group.network().cutFromApis(1);
    group.network().cut(1, 2);
    group.story().awaitRecord(2);
    if (apiFirst) {
      group.network().mendToApis(1);
      group.srv(1).awaitLine(YIELDED);
      group.network().mend(1, 2);
    } else {
      group.network().mend(1, 2);
      group.srv(1).awaitLine("peer=srv2.example.com state=up");
      group.network().mendToApis(1);
      group.srv(1).awaitLine(YIELDED);
    }
    group.awaitLinked();
    group.story().settles();

    // Then
    neverWroteBack();
    assertThat(group.story().notes()).contains(Told.tookOver(2, 1, SILENT), Told.upAndLeft(2, 1));
    assertThat(group.story().notes())
        .noneMatch(note -> note.title().startsWith("[srv1.example.com] Server 'srv2"));
  }

  @Test
  @Full
  void aHolderThatLosesTheApiWhileTheLinkIsCutIsReplacedWhenItsPromiseIsOver() throws Exception {
    // Given: its claim promises another one within 10 s.
    group.window("2s").apart(2).set("/failback", "manual").start();
    group.story().awaitClaimOf(1);
    group.network().cut(1, 2);
    group.srv(2).awaitLine("peer=srv1.example.com state=partitioned");

    // When
    group.refuseAtApi(1);
    int renewals = group.story().claims().size();
    group.story().awaitRecord(2);
    group.allowAtApi(1);
    group.srv(1).awaitLine(YIELDED);
    group.network().mend(1, 2);
    group.awaitLinked();
    group.story().settles();

    // Then: not before the promise is over, and with the window and a turn it is no more than that.
    var claims = group.story().claims();
    var promise = claims.get(renewals - 1);
    var takeover = claims.get(renewals);
    assertThat(takeover.holder()).isEqualTo(ServerGroup.name(2));
    assertThat(Duration.ofNanos(takeover.nanos() - promise.nanos()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
    neverWroteBack();
    assertThat(group.story().notes())
        .contains(Told.tookOver(2, 1, "its claim is not renewed"), Told.upAndLeft(2, 1));
  }

  @Test
  void whatAProviderThatAnswersNothingHidesIsToldAndDoneOnceItAnswers() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.cloudflare().faults().onAny().always(SandboxFault.hang());
    group.srv(1).kill();

    // Then
    group.srv(2).awaitLine("state=failing: no ");
    var told = group.story().awaitNotes(1).get(0);
    assertThat(told.title())
        .contains("'srv1.example.com' is now down", "but something went wrong")
        .startsWith("[srv2.example.com]");
    assertThat(told.body()).contains("no ", " within 10 s");

    // When
    group.cloudflare().faults().clear();

    // Then
    group.story().awaitRecord(2);
    assertThat(group.story().awaitNotes(2)).contains(Told.tookOver(2, 1, CLOSED));
  }
}
