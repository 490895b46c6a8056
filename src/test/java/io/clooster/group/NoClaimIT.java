// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** There is no claim beside the record: not yet, or somebody has deleted it. */
@ProcessTest
@Full
class NoClaimIT {
  private static final String CLAIM = "_clooster." + ServerGroup.WWW;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private List<Long> epochs() {
    return group.story().claims().stream().map(claim -> claim.epoch().orElseThrow()).toList();
  }

  @Test
  void oneThatWasDeletedIsMadeAgainByTheHolderWithAHigherEpoch() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);
    group.cloudflare().delete(CLAIM, "TXT");

    // When: the look that comes once a minute, or when it misses another one for a moment.
    group.srv(2).stop("HUP");
    group.story().awaitClaims(2);
    group.srv(2).start();
    group.awaitLinked();

    // Then
    group.story().ends(List.of(1));
    assertThat(epochs().get(1)).isGreaterThan(1);
    assertThat(group.story().claims().get(1).holder()).isEqualTo(ServerGroup.name(1));
  }

  @Test
  void oneThatWasDeletedIsMadeAgainForAHolderThatDiedAndIsThenTaken() throws Exception {
    // Given: both have read it.
    group.claim("v=1 epoch=7 holder=srv1.example.com renew=60");
    group.of(2).start();
    group.cloudflare().delete(CLAIM, "TXT");

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
    assertThat(epochs()).startsWith(7L, 8L, 9L);
    assertThat(group.story().claims().get(1).holder()).isEqualTo(ServerGroup.name(1));
    assertThat(group.story().claims().get(2).holder()).isEqualTo(ServerGroup.name(2));
  }

  @Test
  void ofTwoFirstClaimsThatAreMadeInTheSameInstantOneRemains() throws Exception {
    // Given: nobody holds the record, and each of two is the first of those that it sees.
    group.apart(3).set("/failback", "manual");
    group.cloudflare().edit(ServerGroup.WWW, "CNAME", "elsewhere.example.net");
    group.network().cut(1, 2);
    group.cloudflare().faults().on("POST", "/batch").times(2, SandboxFault.together(2));
    group.story().mayHaveTwoFirstClaims();

    // When
    group.launch();

    // Then: both made one of the first epoch; the first in the list counts, and moves the record.
    group.story().awaitRecord(1);
    group.srv(2).awaitLine("state=yielded: srv1.example.com holds it");
    group.story().settles();
    assertThat(epochs()).startsWith(1L, 1L, 2L);
    assertThat(group.story().values())
        .containsExactly(ServerGroup.name(1), "elsewhere.example.net", ServerGroup.name(1));
    assertThat(group.story().writes()).isEqualTo(1);
  }
}
