// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;

/**
 * What the decision of a group (protocol 2; a pair is the smallest group) has to know of the
 * configuration. What the records hold is told by the name of the server that they point at; the
 * shell knows what that is at the provider.
 *
 * @param run names this run of this server, unique over restarts: the first part of message ids
 * @param thisServer our name
 * @param servers all servers, ours among them, in order of preference
 * @param record the records' names, as the administrator is to read them
 * @param keepAlive between two of a peer's reports while nothing changes
 * @param silence after so long without a report a peer is suspected
 * @param confirm how long a suspicion must last before it counts as a death; zero acts at once
 * @param reconnectMin first delay between attempts to connect
 * @param reconnectMax largest delay between attempts to connect
 * @param failback whether the records go back to a preferred server by themselves
 * @param failbackDelay how long a preferred server must have been steadily there before they do
 */
public record GroupSettings(
    String run,
    String thisServer,
    List<Server> servers,
    String record,
    Duration keepAlive,
    Duration silence,
    Duration confirm,
    Duration reconnectMin,
    Duration reconnectMax,
    boolean failback,
    Duration failbackDelay) {

  /** One of the group; {@code listens} when the others can connect to it. */
  public record Server(String name, boolean listens) {}

  public GroupSettings {
    servers = List.copyOf(servers);
  }
}
