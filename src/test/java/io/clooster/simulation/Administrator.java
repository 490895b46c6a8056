// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;

/** Who is told; by a notifier service that is down at times. */
final class Administrator {
  private final List<SimulatedMessage> received = new ArrayList<>();
  private int outages;

  void cutOff(boolean off) {
    outages += off ? 1 : -1;
  }

  boolean isReachable() {
    return outages == 0;
  }

  void receives(SimulatedMessage letter) {
    received.add(letter);
  }

  List<SimulatedMessage> received() {
    return received;
  }
}
