// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.config.Quoting;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one walk through a directory of messages put aside: one line in the log, however much. */
final class AsideLog {
  /** So many things are named. */
  private static final int NAMED = 3;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final List<String> named = new ArrayList<>();
  private int count;

  /**
   * One thing more.
   *
   * @param name as it is, whatever stands in it
   * @param what it is instead of a message
   */
  void add(String name, String what) {
    count++;
    if (named.size() < NAMED) {
      named.add(Quoting.plain(name) + ": " + what);
    }
  }

  int count() {
    return count;
  }

  /**
   * Says it, if there is anything to say.
   *
   * @param directory as seen from the outbox
   */
  void say(String service, String directory) {
    if (count > 0) {
      LOG.error(
          "service={} state=put aside: {} in outbox/{}, no message of ours ({}{}); see"
              + " outbox/refused",
          service,
          count == 1 ? "1 thing" : count + " things",
          directory,
          String.join(", ", named),
          count > named.size() ? " …" : "");
    }
  }
}
