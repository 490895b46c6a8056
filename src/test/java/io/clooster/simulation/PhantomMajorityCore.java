// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.GroupSettingsWith;
import io.clooster.failover.Moment;
import io.clooster.failover.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A core that counts servers which are always there, never fit and see nobody: any server is a
 * majority with them.
 */
final class PhantomMajorityCore implements Failover {
  private final Failover core;
  private final List<String> names;
  private long sequence;

  PhantomMajorityCore(Failover core, GroupSettings settings) {
    this.core = core;
    this.names =
        settings.servers().stream()
            .map(GroupSettings.Server::name)
            .filter(name -> name.startsWith("phantom"))
            .toList();
  }

  /** The same group with one phantom fewer than there are servers. */
  static GroupSettings join(GroupSettings right) {
    List<GroupSettings.Server> all = new ArrayList<>(right.servers());
    for (int i = 1; i < right.servers().size(); i++) {
      all.add(new GroupSettings.Server("phantom" + i, false));
    }
    return GroupSettingsWith.same(right).servers(all).settings();
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    List<Action> actions = new ArrayList<>();
    if (sequence++ == 0) {
      for (int i = 0; i < names.size(); i++) {
        actions.addAll(core.on(new Event.LinkOpened(names.get(i), -1 - i, false), now));
      }
    }
    if (event instanceof Event.Tick) {
      Report report = new Report(sequence, false, Set.of(), null, 0);
      for (int i = 0; i < names.size(); i++) {
        actions.addAll(core.on(new Event.Reported(-1 - i, report), now));
      }
    }
    actions.addAll(core.on(event, now));
    actions.removeIf(PhantomMajorityCore::isTheirs);
    return actions;
  }

  private static boolean isTheirs(Action action) {
    if (action instanceof Action.SendReport sent) {
      return sent.link() < 0;
    }
    return action instanceof Action.CloseLink close && close.link() < 0;
  }
}
