// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.RouteFault;
import io.clooster.routes.reload.RouteText.Item;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of saved files. */
final class ReloadLog {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path routes;

  /** {@code routes} is the directory by which files are named. */
  ReloadLog(Path routes) {
    this.routes = routes;
  }

  /** It is a file of words, which no route was made of. */
  void reloaded(Path file) {
    LOG.info("file={} state=reloaded", nameOf(file));
  }

  /**
   * It took effect.
   *
   * @param before what it held; null of a new one
   * @param after what it holds; null of one that was deleted
   * @param made the ids of the routes that run anew for it
   */
  void taken(Path file, @Nullable RouteText before, @Nullable RouteText after, List<String> made) {
    if (after == null) {
      LOG.info("file={} state=removed: what it held does not run any more", nameOf(file));
      return;
    }
    LOG.info(
        "file={} state=reloaded{}",
        nameOf(file),
        made.isEmpty() ? "" : ": made anew: " + String.join(", ", made));
    if (before != null && after.shipped()) {
      waitingBeans(file, before, after);
    }
  }

  private void waitingBeans(Path file, RouteText before, RouteText after) {
    for (Item item : RouteText.differing(before, after)) {
      if (item.kind().equals(RouteText.BEAN) && before.items().containsKey(item)) {
        LOG.warn(
            "file={} bean={} state=waiting: the bean lives as long as this process, as the link and"
                + " the decision do; restart to make its change count",
            nameOf(file),
            item.name());
      }
    }
  }

  /** This route had to be made anew, and goes on as it is. */
  void kept(String id) {
    LOG.warn(
        "route={} state=waiting: the route lives as long as this process, as a connection of its"
            + " would look like this server's end; restart to make its change count",
        id);
  }

  /** There was no moment of rest for long. */
  void busy(Path file) {
    LOG.warn(
        "file={} state=waiting: something is always under way in its routes; what ran before"
            + " runs on, and the file is taken when there is a moment of rest",
        nameOf(file));
  }

  /** It was refused. */
  void broken(Path file, RouteFault fault) {
    LOG.warn(
        "file={} state=broken: {}; what ran before the save runs on. To mend it, {}, and save it"
            + " again",
        nameOf(file),
        fault.what(),
        fault.remedy());
  }

  /** After a save that was refused it is as it was before, or gone where there was none. */
  void noLongerBroken(Path file, boolean isThere) {
    if (isThere) {
      LOG.info("file={} state=unchanged: it is again what runs", nameOf(file));
    } else {
      LOG.info("file={} state=removed: nothing of it has run", nameOf(file));
    }
  }

  /** Something went wrong that is no fault of a file's. */
  void failed(RouteFault fault) {
    LOG.warn(
        "state=failing: saved routes could not be looked at ({}); restart to make them count",
        fault.what());
  }

  private String nameOf(Path file) {
    return String.valueOf(routes.relativize(file));
  }
}
