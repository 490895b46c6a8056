// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of connections that were turned away. Anybody can cause them, thousands in a second: the
 * first ones of each source and minute are lines of their own, enough for fail2ban to find it; of
 * the rest there is one line a minute, which a route asks for by {@link #endOfMinute}.
 */
public final class Rejections {
  /** Lines of one source ({@link Source}) in a minute. */
  static final int LINES_PER_SOURCE = 10;

  /** Lines in a minute, whatever the sources; some 10 MB of log a day. */
  static final int LINES = 60;

  /** Sources that are told apart in a minute; all further ones together count as one. */
  static final int SOURCES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  /** Between two lines about one server that has our key, and differs as it did before. */
  static final int MINUTES_UNTIL_REPEATED = 60;

  /** Servers that differ of which that is remembered; nobody runs so many by mistake. */
  static final int DIFFERING = 100;

  private final Map<Source, Integer> counts = new HashMap<>();
  private final Map<String, Difference> differences = new HashMap<>();
  private long minute;
  private int lines;
  private int unsaid;
  private boolean isFull;

  /**
   * A connection was turned away.
   *
   * @param reason in our words, never the stranger's
   */
  public synchronized void add(InetAddress source, String reason) {
    if (isSaid(Source.of(source))) {
      lines++;
      LOG.warn("Rejecting client {} ({})", source.getHostAddress(), reason);
    } else {
      unsaid++;
    }
  }

  /** What was said last of a server that differs, and in which minute. */
  private record Difference(String reason, long minute) {}

  /**
   * A server with our key can't be linked, as it is none of ours. It is no stranger: neither is it
   * to be barred, nor does each of its attempts say something new.
   *
   * @param name as it calls itself, and has proved
   * @param reason what differs
   */
  public synchronized void differs(String name, InetAddress source, String reason) {
    Difference last = differences.get(name);
    boolean said =
        last != null
            && last.reason().equals(reason)
            && minute - last.minute() < MINUTES_UNTIL_REPEATED;
    if (said || (last == null && differences.size() >= DIFFERING)) {
      return;
    }
    differences.put(name, new Difference(reason, minute));
    LOG.warn(
        "client={} state=differs: {}, which has our key, can't be linked: {}. Write the same servers"
            + " into the configuration of all, and restart them",
        source.getHostAddress(),
        name,
        reason);
  }

  /** A connection by {@code clooster check}, with our key, was answered, and is over. */
  public void checked(InetAddress source) {
    LOG.info(
        "client={} state=checked: it has our key and asked for no link; nothing changes",
        source.getHostAddress());
  }

  private boolean isSaid(Source source) {
    if (!counts.containsKey(source) && counts.size() >= SOURCES) {
      isFull = true;
      return false;
    }
    int times = counts.merge(source, 1, Integer::sum);
    return times <= LINES_PER_SOURCE && lines < LINES;
  }

  /** Begins the next minute; says what the one before left out, null when that is nothing. */
  public synchronized @Nullable String endOfMinute() {
    String summary = unsaid == 0 ? null : summary();
    counts.clear();
    minute++;
    lines = 0;
    unsaid = 0;
    isFull = false;
    return summary;
  }

  private String summary() {
    var most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%,d more connection%s rejected in the last minute; %s%,d address%s knocked in all, %s most"
            + " often (%,d times)",
        unsaid,
        unsaid == 1 ? " was" : "s were",
        isFull ? "more than " : "",
        counts.size(),
        counts.size() == 1 ? "" : "es",
        most.getKey(),
        most.getValue());
  }
}
