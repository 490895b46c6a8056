// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.ListBehaviour;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider accepts the claim, and does not say so as it should. */
@ProcessTest
@Full
class UnseenClaimIT {
  private static final String CLAIM = "_clooster." + ServerGroup.WWW;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  static Stream<Named<Consumer<ListBehaviour>>> lists() {
    return Stream.of(
        named("leave it out", lists -> lists.leaveOut(CLAIM, "TXT")),
        named("show it 20 s late", lists -> lists.lagBy(Duration.ofSeconds(20))),
        named("have two pages of everything", ListBehaviour::ignoreFilters));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aDeadHolderIsReplacedThoughListsDoNotShowItsClaim(Consumer<ListBehaviour> fault)
      throws Exception {
    // Given
    for (int i = 0; i < 120; i++) {
      group.cloudflare().addRecord("a%d.example.com".formatted(i), "A", "192.0.2.1");
    }
    fault.accept(group.cloudflare().lists());
    group.of(2).launch();
    group.awaitLinked();
    group.story().awaitClaimOf(1);

    // When
    group.srv(1).kill();

    // Then: once, and by no more claims than it takes.
    group.story().awaitRecord(2);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().notes()).contains(Told.tookOver(2, 1, Told.CLOSED));
    assertThat(group.story().claims()).hasSizeLessThan(5);
  }

  @Test
  void aLostRaceOfWhichNobodyKnowsTheCodeIsNoFailure() throws Exception {
    // Given: each of the two survivors would be the only one in sight, and act at once.
    group.apart(3).start();
    group.story().awaitClaimOf(1);
    group.network().cut(2, 3);
    group.srv(2).awaitLine("peer=srv3.example.com state=cut off from here");
    group
        .cloudflare()
        .faults()
        .on("POST", "/batch")
        .times(
            2,
            SandboxFault.together(
                2,
                SandboxFault.answersInstead(
                    body -> body.replace("\"code\":81044", "\"code\":99999"))));

    // When
    group.srv(1).kill();
    group.story().awaitValues(2);
    group.story().settles();

    // Then: the other one looks again, and yields.
    assertThat(group.story().values()).hasSize(2);
    assertThat(group.story().writes()).isEqualTo(2);
    assertThat(group.servers().stream().flatMap(server -> server.lines("code 99999").stream()))
        .noneMatch(line -> line.contains("WARN"));
  }
}
