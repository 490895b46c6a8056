// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Failover;
import io.clooster.failover.GroupFailover;
import io.clooster.failover.Moment;
import io.clooster.failover.protocol1.PairFailover;
import java.util.random.RandomGenerator;

/** Makes the decision of one run of a server. */
interface CoreFactory {
  /** The decision as it is in production. */
  CoreFactory REAL =
      (setup, machine, run, dice) -> {
        Moment start = new Moment(machine.moment());
        return setup.protocol() == 1
            ? new PairFailover(setup.pair(machine.index(), run), start, dice)
            : new GroupFailover(machine.settings(setup, run), start, dice);
      };

  Failover core(Setup setup, Machine machine, String run, RandomGenerator dice);
}
