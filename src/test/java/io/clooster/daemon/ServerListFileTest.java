// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.ServerList;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lists of servers are known after a restart. */
class ServerListFileTest {
  @TempDir private Path directory;

  @Test
  void thoseThatWereMetLastWhateverTheirNumbers() {
    // Given
    ServerListFile before = new ServerListFile(directory);
    for (int version = 11; version <= 19; version++) {
      before.keep(new ServerList(version, List.of("a", "b", "c")));
    }
    ServerList own = new ServerList(2, List.of("a", "b"));
    ServerList theirs = new ServerList(1, List.of("a", "c"));

    // When
    before.keep(own);
    before.keep(theirs);

    // Then
    assertThat(new ServerListFile(directory).others(2)).contains(theirs).hasSize(7);
  }
}
