// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim as fence: whatever happens, at most one server moves the record. */
@ProcessTest
@Order(1)
class ClaimIT {
  private static final String NOT_RENEWED = "its claim is not renewed";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  @Full
  void theHolderMakesTheFirstClaimAndTheOthersMakeNone() throws Exception {
    // Given, when
    group.of(3).start();
    group.story().awaitClaimOf(1);
    group.story().settles();

    // Then
    assertThat(group.story().claims().get(0).text()).startsWith("v=1 epoch=1 holder=srv1");
    // On a busy machine a link may be lost at the start, which the holder's renewal answers.
    assertThat(group.story().claims())
        .allMatch(claim -> claim.caller().equals("srv1.example.com"))
        .allMatch(claim -> claim.text().contains("holder=srv1"));
    group.story().ends(List.of(1));
  }

  @Test
  void ofTwoThatClaimInTheSameInstantOneMovesTheRecord() throws Exception {
    // Given: each of the two survivors would be the only one in sight, and act at once.
    group.apart(3).start();
    group.story().awaitClaimOf(1);
    group.network().cut(2, 3);
    group.srv(2).awaitLine("peer=srv3.example.com state=cut off from here");
    group.cloudflare().faults().on("POST", "/batch").times(2, SandboxFault.together(2));

    // When
    group.srv(1).kill();
    group.story().awaitValues(2);
    group.story().settles();

    // Then
    assertThat(group.story().values()).hasSize(2);
    assertThat(group.story().writes()).isEqualTo(2);
    var claims = group.story().claims();
    int won = claims.get(claims.size() - 1).holder().equals(ServerGroup.name(2)) ? 2 : 3;
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(won));
    assertThat(group.story().notes()).contains(Told.tookOver(won, 1, CLOSED));
    group.srv(5 - won).awaitLine("state=conflict");
  }

  @Test
  @Full
  void anAnswerThatIsLostIsNoSecondMove() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);
    group.cloudflare().faults().on("POST", "/batch").once(SandboxFault.lostAnswer());

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  @Test
  @Full
  void aTakeOverThatTheProviderPutsOffIsMadeWhenItAllows() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);
    int before = group.cloudflare().calls().size();
    group
        .cloudflare()
        .faults()
        .on("POST", "/batch")
        .once(SandboxFault.answer(429, "971", "Please wait", Duration.ofSeconds(6)));

    // When
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().notes()).containsExactly(Told.tookOver(2, 1, CLOSED));
    assertThat(group.story().writes()).isEqualTo(2);
    assertThat(group.srv(2).lines("Please wait [code 971] (HTTP 429)")).hasSize(1);
    var calls = group.cloudflare().calls();
    var since = calls.subList(before, calls.size());
    int refused = since.stream().map(ApiCall::status).toList().indexOf(429);
    long pause = since.get(refused + 1).arrivedNanos() - since.get(refused).arrivedNanos();
    assertThat(Duration.ofNanos(pause)).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  @Full
  void oneThatComesBackAloneAfterAPowerCutTakesOverWhenTheClaimIsNotRenewed() throws Exception {
    // Given
    group.claim("v=1 epoch=41 holder=srv1.example.com renew=5");
    group.of(2);

    // When
    group.srv(2).start();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, NOT_RENEWED));
    assertThat(group.story().claims().get(1).epoch()).hasValue(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=1 epoch=banana holder=srv1.example.com",
        "v=1 epoch=999999999999999 holder=srv2.example.com renew=60",
        "v=1 epoch=7 holder=srv2.example.com renew=soon"
      })
  @Full
  void aClaimThatCannotBeIsMadeAnewByTheServerThatTheRecordPointsAt(String text) throws Exception {
    // Given
    group.claim(text);

    // When
    group.of(2).launch();
    group.awaitLinked();
    group.story().awaitClaimOf(1);

    // Then: and it holds as any other.
    group.srv(1).kill();
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  @Test
  @Full
  void aHolderThatWakesBetweenTheLookAndTheWriteOfAnotherFollowsIt() throws Exception {
    // Given: the takeover of the second takes a while to arrive.
    group.of(2).set("/failback", "manual").start();
    group.story().awaitClaimOf(1);
    group
        .cloudflare()
        .faults()
        .on("POST", "/batch")
        .once(SandboxFault.slowBeforeEffect(Duration.ofSeconds(3)));

    // When
    group.srv(1).freeze();
    group.srv(2).awaitLine("state=writing value=srv2.example.com");
    group.srv(1).thaw();

    // Then
    group.srv(1).awaitLine("state=yielded: srv2.example.com holds it");
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.srv(1).lines("state=writing value")).isEmpty();
  }

  @Test
  @Full
  void aHolderThatWakesBeforeTheOtherLooksKeepsTheRecord() throws Exception {
    // Given
    group.of(2).set("/link/confirm", "3s").start();
    group.story().awaitClaimOf(1);

    // When
    group.srv(1).freeze();
    group.srv(2).awaitLine("peer=srv1.example.com state=suspect");
    group.srv(1).thaw();

    // Then
    group.srv(1).awaitLine("state=resumed");
    group.story().ends(List.of(1));
  }

  @Test
  @Full
  void aDeadHolderIsReplacedWhenTheApiIsBack() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);
    group.cloudflare().down();

    // When
    group.srv(1).kill();
    group.srv(2).awaitLine("peer=srv1.example.com state=down");
    ServerGroup.pass(Duration.ofSeconds(5));
    group.cloudflare().up();

    // Then
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
  }

  @Test
  @Full
  void anEditByHandIsPutBackWhereThatIsWanted() throws Exception {
    // Given
    group.of(2).set("/manual_edits", "restore").start();
    group.story().awaitClaimOf(1);
    group.cloudflare().edit(ServerGroup.WWW, "CNAME", "elsewhere.example.net");

    // When: the look that comes once a minute, or with a start.
    group.srv(1).stop("HUP");
    group.srv(1).start();

    // Then
    group.story().awaitRecord(1);
    group.story().settles();
    assertThat(group.story().values())
        .containsExactly(ServerGroup.name(1), "elsewhere.example.net", ServerGroup.name(1));
  }

  @Test
  @Full
  void withoutTheClaimNoneIsMade() throws Exception {
    // Given
    group.of(2).set("/claim", false).start();

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
    assertThat(group.story().claims()).isEmpty();
  }

  @Test
  void aHolderThatIsCutOffFromEverythingIsReplacedAndYieldsWhenItIsBack() throws Exception {
    // Given
    group.apart(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.network().unplug(1);
    group.story().awaitRecord(2);
    group.network().plug(1);

    // Then
    group.srv(1).awaitLine("state=yielded: srv2.example.com holds it");
    group.srv(2).awaitLine("peer=srv1.example.com state=up");
    group
        .story()
        .ends(List.of(1, 2), Told.tookOver(2, 1, SILENT), Told.upAndPreferred(2, 1, "60 s"));
  }
}
