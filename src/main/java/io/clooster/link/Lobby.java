// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where accepted connections wait for their hello. Places are few; when they are taken, the one
 * that has waited longest goes, since a peer says its hello at once: silent connections, however
 * many, keep nobody out.
 */
final class Lobby {
  static final int PLACES = 64;

  private final Map<Channel, Runnable> waiting = new LinkedHashMap<>();

  /** {@code dismiss} is called when the place is needed for another connection. */
  void enter(Channel channel, Runnable dismiss) {
    Runnable eldest = null;
    synchronized (waiting) {
      if (waiting.size() >= PLACES) {
        Channel first = waiting.keySet().iterator().next();
        eldest = waiting.remove(first);
      }
      waiting.put(channel, dismiss);
    }
    if (eldest != null) {
      eldest.run();
    }
    channel.closeFuture().addListener(closed -> leave(channel));
  }

  void leave(Channel channel) {
    synchronized (waiting) {
      waiting.remove(channel);
    }
  }
}
