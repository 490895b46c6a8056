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

/** Servers that only say what they would do, on the way to acting. */
@ProcessTest
@Full
class ObserveIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void restart(int server, String mode) throws Exception {
    group.srv(server).set("/mode", mode).stop("HUP");
    group.srv(server).start();
    group.awaitLinked();
  }

  @Test
  void aPairLooksOnSaysWhatItWouldDoAndIsMadeToActOneByOne() throws Exception {
    // Given
    group.of(2).set("/mode", "observe");
    operator.prepare();
    group.launch();
    group.awaitLinked();

    // Then
    var status = operator.on(2, "status");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out())
        .contains("srv1.example.com", "only observes", "\"mode\" is \"observe\"");
    assertThat(operator.status(2).path("holder").asText()).isEqualTo(name(1));
    assertThat(operator.status(1).path("holder").asText()).isEqualTo(name(1));
    assertThat(operator.status(1).path("self").path("role").asText()).isEqualTo("observing");

    // When
    group.srv(1).kill();
    group.story().awaitNotes(1);

    // Then
    assertThat(group.story().notes().get(0).title()).contains("'srv1.example.com' is now down");
    assertThat(group.story().notes().get(0).body())
        .contains("'srv2.example.com' would change it to 'srv2.example.com' now, and does not");
    assertThat(group.srv(2).lines("state=observed")).hasSize(1);
    assertThat(group.story().written()).isEmpty();
    assertThat(group.story().claims()).isEmpty();

    // When
    group.srv(1).set("/mode", "act").start();
    group.awaitLinked();
    group.story().awaitClaimOf(1);

    // Then
    var refused = operator.on(1, "switch", name(2), "--yes");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains(name(2) + " only observes, and takes no record");
    assertThat(operator.status(1).path("peers").path(0).path("could_take_over").asBoolean())
        .isFalse();

    // When
    restart(2, "act");
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(2);
  }

  @Test
  void oneWhoseTheRecordIsByTheClaimRefusesToObserve() throws Exception {
    // Given
    group.of(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.srv(1).set("/mode", "observe").stop("HUP");
    group.srv(1).start();
    await().atMost(Duration.ofMinutes(1)).until(() -> !group.srv(1).running());

    // Then
    assertThat(group.srv(1).exitStatus()).isEqualTo(2);
    assertThat(group.srv(1).errors())
        .contains("the claim beside www.example.com names srv1.example.com", "clooster switch");
    group.story().awaitRecord(2);

    // When
    group.srv(1).start();
    group.awaitLinked();

    // Then
    group.story().settles();
    assertThat(group.story().values()).isEqualTo(List.of(name(1), name(2)));
    assertThat(group.story().claimant()).isEqualTo(name(2));
  }
}
