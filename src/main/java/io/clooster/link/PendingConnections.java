// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where accepted connections wait for their proof. Places are few. When they are taken, one of
 * those goes who hold the most, and of theirs the one that has waited longest: a peer proves itself
 * at once, so connections from elsewhere, however many, keep it not out.
 */
public final class PendingConnections {
  public static final int PLACES = 64;

  private final Map<Channel, Waiting> waiting = new LinkedHashMap<>();

  private record Waiting(Source source, Runnable dismiss) {}

  /** {@code dismiss} is called when the place is needed for another connection. */
  public void enter(Channel channel, Runnable dismiss) {
    Waiting dismissed;
    synchronized (waiting) {
      dismissed = waiting.size() < PLACES ? null : makeRoom();
      waiting.put(channel, new Waiting(source(channel), dismiss));
    }
    if (dismissed != null) {
      dismissed.dismiss().run();
    }
    channel.closeFuture().addListener(closed -> leave(channel));
  }

  public void leave(Channel channel) {
    synchronized (waiting) {
      waiting.remove(channel);
    }
  }

  private @Nullable Waiting makeRoom() {
    Map<Source, Long> held =
        waiting.values().stream()
            .collect(Collectors.groupingBy(Waiting::source, Collectors.counting()));
    long most = held.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Channel goes =
        waiting.entrySet().stream()
            .filter(entry -> held.getOrDefault(entry.getValue().source(), 0L) == most)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    return waiting.remove(goes);
  }

  private static Source source(Channel channel) {
    return Source.of(((InetSocketAddress) channel.remoteAddress()).getAddress());
  }
}
