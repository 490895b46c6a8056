// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;
import java.util.Set;

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
 * @param claim whether a claim beside the records says who may move them
 * @param fenced whether of two servers that write at once the provider lets one through, by the
 *     claim; without it a claim is a witness only
 * @param restore whether a record that was edited by hand is put back at once; needs the claim
 * @param renewMost the most that a claim may promise while its holder misses a server, whole
 *     seconds: the longer, the fewer changes the provider has to bear ({@link RenewalPace})
 * @param hooks those for which there is a program
 * @param observing whether this server only says what it would do, and changes nothing
 * @param serversVersion the version of the list {@code servers}; from 1 on
 * @param otherLists lists of other versions that are known from before: our own earlier ones, and
 *     those of servers that we were linked with
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
    Duration failbackDelay,
    boolean claim,
    boolean fenced,
    boolean restore,
    Duration renewMost,
    Set<Hook> hooks,
    boolean observing,
    long serversVersion,
    List<ServerList> otherLists) {

  /** Of a group whose list of servers was never changed. */
  public GroupSettings(
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
      Duration failbackDelay,
      boolean claim,
      boolean fenced,
      boolean restore,
      Duration renewMost,
      Set<Hook> hooks,
      boolean observing) {
    this(
        run,
        thisServer,
        servers,
        record,
        keepAlive,
        silence,
        confirm,
        reconnectMin,
        reconnectMax,
        failback,
        failbackDelay,
        claim,
        fenced,
        restore,
        renewMost,
        hooks,
        observing,
        1,
        List.of());
  }

  /** One of the group; {@code listens} when the others can connect to it. */
  public record Server(String name, boolean listens) {}

  public GroupSettings {
    servers = List.copyOf(servers);
    hooks = Set.copyOf(hooks);
    otherLists = List.copyOf(otherLists);
  }

  /** What names this run beside the server's name: a few characters. */
  public String shortRun() {
    return run.startsWith(thisServer + "-") ? run.substring(thisServer.length() + 1) : run;
  }

  /** Two servers have no majority to ask for. */
  public boolean isPair() {
    return servers.size() == 2;
  }

  /**
   * True when so many servers, this one counted, are enough to decide. With a claim that fences
   * each one is: of two that act, one is let through.
   *
   * @param claimless whether the claim is not to be seen
   */
  public boolean isEnough(int visible, boolean claimless) {
    return (claim && fenced && !claimless) || isPair() || 2 * visible > servers.size();
  }

  /** The place in the order of preference, 0 for the most preferred server. */
  int rank(String server) {
    for (int i = 0; i < servers.size(); i++) {
      if (servers.get(i).name().equals(server)) {
        return i;
      }
    }
    return servers.size();
  }

  /** True when this is our own name. */
  public boolean isUs(String server) {
    return server.equals(thisServer);
  }

  /** True when {@code server} is preferred to us. */
  public boolean goesBefore(String server) {
    return rank(server) < rank(thisServer);
  }

  public boolean isServer(String value) {
    return rank(value) < servers.size();
  }

  /**
   * True when it is for us to make the link to {@code peer}: the later in the list connects to the
   * earlier, unless that one does not listen.
   */
  public boolean connectsTo(Server peer) {
    int ours = rank(thisServer);
    return ours > rank(peer.name()) ? peer.listens() : !servers.get(ours).listens();
  }
}
