// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dist.EarlierVersion;
import io.clooster.dist.TestInstallation;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An earlier version, the last one without the local interface, and this one, in one group. */
@ProcessTest
@Full
class UpgradeIT {
  private static final String CAME = "routes/operate.camel.yaml";
  private static TestInstallation earlier;

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @BeforeAll
  static void build() throws Exception {
    earlier = EarlierVersion.before(CAME);
    assertThat(earlier.home().resolve(CAME)).doesNotExist();
    assertThat(TestInstallation.built().home().resolve(CAME)).exists();
  }

  /** Both of the earlier version, which knows no {@code operate}. */
  private void start() throws Exception {
    group.of(2);
    for (var server : group.servers()) {
      server.from(earlier).remove("operate");
    }
    group.start();
  }

  /** As the README says: the new directory in its place, and a restart that is announced. */
  private void upgrade(Server server) throws Exception {
    server.stop("HUP");
    server.from(TestInstallation.built()).set("/operate", false);
    server.start();
    server.awaitLine("state=started");
    group.awaitLinked();
  }

  @Test
  void oneByOneItMovesNothingAndNobodyIsMissed() throws Exception {
    start();

    upgrade(group.srv(2));
    upgrade(group.srv(1));

    for (var server : group.servers()) {
      assertThat(server.allLines()).noneMatch(line -> line.contains("state=down"));
    }
    group.story().ends(List.of(1));
  }

  @Test
  void theHolderMayBeTheFirst() throws Exception {
    start();

    upgrade(group.srv(1));

    group.story().ends(List.of(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theStandbyTakesThePlaceOfAHolderOfTheOtherVersion(int upgraded) throws Exception {
    start();
    upgrade(group.srv(upgraded));

    group.srv(1).kill();

    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, Told.CLOSED));
  }

  @Test
  void theOtherOneThatCrashesIsMissedAndMovesNothing() throws Exception {
    start();
    upgrade(group.srv(2));

    group.srv(2).kill();
    group.story().awaitNotes(1);
    group.srv(2).start();

    group.story().ends(List.of(1), Told.down(1, 2, Told.CLOSED), Told.up(1, 2));
  }
}
