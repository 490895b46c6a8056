// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import io.clooster.link.DialOutcome;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what became of connections. */
public final class DialOutcomes implements DialOutcome {
  private final List<Channel> proved = new CopyOnWriteArrayList<>();
  private final List<Channel> unproven = new CopyOnWriteArrayList<>();

  @Override
  public void proved(Channel connection) {
    proved.add(connection);
  }

  @Override
  public void unproven(Channel connection) {
    unproven.add(connection);
  }

  public List<Channel> proved() {
    return proved;
  }

  public List<Channel> unproven() {
    return unproven;
  }
}
