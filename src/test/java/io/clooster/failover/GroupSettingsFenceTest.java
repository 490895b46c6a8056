// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many servers are enough, by what the provider can. */
class GroupSettingsFenceTest {
  @Test
  void withAFenceOneIsEnoughAndWithoutItMoreThanHalf() {
    GroupSettings fenced = group(3).claim(true).fenced(true).settings();
    GroupSettings unfenced = group(3).claim(true).fenced(false).settings();

    assertThat(fenced.isEnough(1, false)).isTrue();
    assertThat(unfenced.isEnough(1, false)).isFalse();
    assertThat(unfenced.isEnough(2, false)).isTrue();
  }

  @Test
  void ofAPairEachIsEnough() {
    assertThat(group(2).claim(true).fenced(false).settings().isEnough(1, false)).isTrue();
  }

  private static GroupSettingsWith group(int size) {
    List<GroupSettings.Server> servers =
        Stream.of("a", "b", "c")
            .limit(size)
            .map(name -> new GroupSettings.Server(name, true))
            .toList();
    return GroupSettingsWith.usual("a", servers);
  }
}
