// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActionsTest {

  @Test
  void whatIsToBeDoneDoesNotWaitForWhatIsToBeLoggedOrTold() {
    Action.Notify message = new Action.Notify("run-1", "kind", "a", "title", "text");
    Action.Connect connect = new Action.Connect("a");
    Actions out = new Actions();
    out.info("line");
    out.add(message);
    out.add(connect);

    assertThat(out.list()).containsExactly(connect, new Action.Log(false, "line"), message);
  }
}
