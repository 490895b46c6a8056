// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.dns.RecordValue;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import io.clooster.failover.Settings;
import java.util.List;
import java.util.SplittableRandom;

/** The decision with the machine's monotonic clock: what the route {@code failover-decide} asks. */
public final class Decision {
  private final Failover failover;

  public Decision(Config config) {
    this.failover = new Failover(settings(config), now(), new SplittableRandom());
  }

  /** What is to be done about this event. */
  public List<Action> on(Event event) {
    return failover.on(event, now());
  }

  private static Moment now() {
    return new Moment(System.nanoTime());
  }

  private static Settings settings(Config config) {
    Config.Link link = config.link();
    return new Settings(
        config.thisServer() + "-" + System.currentTimeMillis(),
        config.thisServer(),
        config.otherServer(),
        RecordValue.normal(config.thisServer()),
        RecordValue.normal(config.otherServer()),
        config.record().name(),
        RecordValue.normal(config.record().preferredValue()),
        config.role() instanceof Config.Role.Connecting,
        link.timeout(),
        link.confirm(),
        link.reconnect().min(),
        link.reconnect().max());
  }
}
