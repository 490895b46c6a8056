// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionStepTest {

  @Test
  void whatIsToBeDoneDoesNotWaitForWhatIsToBeLoggedOrTold() {
    Action.Notify message = new Action.Notify("run-1", "kind", "", "a", Values.NONE);
    Action.Connect connect = new Action.Connect("a");
    DecisionStep step = new DecisionStep(new Moment(0));
    step.info("line");
    step.add(message);
    step.add(connect);

    assertThat(step.actions())
        .containsExactly(connect, new Action.Log(false, "line", Values.NONE), message);
  }
}
