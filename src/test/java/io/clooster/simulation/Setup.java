// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.GroupSettingsWith;
import io.clooster.failover.Hook;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.ServerList;
import io.clooster.failover.protocol1.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that all servers of a run share.
 *
 * @param protocol 1 or 2
 * @param servers how many
 * @param listens which of them can be connected to, by their place in the list; under protocol 1
 *     exactly one
 * @param record what the record holds at the start
 * @param preferred under protocol 1: what it should hold while both servers are up
 * @param times of the link, in milliseconds
 * @param failback whether the record goes back by itself, protocol 2
 * @param claims what there is beside the record, protocol 2
 * @param together whether all servers start in the same instant
 * @param budget so many changes a day the provider bears; 0 for any number
 * @param hooks whether there are programs for all that there may be one for, protocol 2
 * @param change how the list of servers is changed; null where it stays as it is
 */
record Setup(
    int protocol,
    int servers,
    List<Boolean> listens,
    String record,
    String preferred,
    Times times,
    boolean failback,
    Claims claims,
    boolean together,
    int budget,
    boolean hooks,
    @Nullable ListChange change) {
  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 9).mapToObj(number -> "srv" + number).toList();

  /** Where the provider bears any number of changes, no programs are run, and the list stays. */
  Setup(
      int protocol,
      int servers,
      List<Boolean> listens,
      String record,
      String preferred,
      Times times,
      boolean failback,
      Claims claims,
      boolean together) {
    this(
        protocol, servers, listens, record, preferred, times, failback, claims, together, 0, false,
        null);
  }

  static final String RECORD = "www.example.com";
  static final String ELSEWHERE = "elsewhere.example.com";

  /** {@code timeout} is the silence that counts, {@code watchdog} how often protocol 1 looks. */
  record Times(long keepAlive, long timeout, long watchdog, long confirm, long failbackDelay) {}

  static String name(int server) {
    return NAMES.get(server);
  }

  /**
   * @param used whether a claim says who may move the record
   * @param first the claim that is there at the start, null for none
   * @param restore whether an edit by hand is put back at once
   * @param named whether the provider names each claim, and shows it in the answer to a write
   * @param fenced whether it changes nothing when the claim that was read is not there any more
   */
  record Claims(
      boolean used, @Nullable Claim first, boolean restore, boolean named, boolean fenced) {
    static final Claims NONE = new Claims(false, null, false, false, false);

    /** The same where this one holds what is there at the start. */
    Claims heldBy(String server) {
      Claim other = first == null ? null : new Claim(first.epoch(), server, first.renew());
      return new Claims(used, other, restore, named, fenced);
    }

    /** True where the provider only looks before it writes: what comes between is overwritten. */
    boolean overwrites() {
      return used && !fenced;
    }
  }

  /** The same where the provider names each claim: without that, what no list shows is lost. */
  Setup named() {
    Claims named =
        new Claims(claims.used(), claims.first(), claims.restore(), true, claims.fenced());
    return new Setup(
        protocol, servers, listens, record, preferred, times, failback, named, together, budget,
        hooks, change);
  }

  /** The same where the provider bears so many changes a day. */
  Setup bearing(int changes) {
    return new Setup(
        protocol, servers, listens, record, preferred, times, failback, claims, together, changes,
        hooks, change);
  }

  /** The most that a claim promises. */
  Duration renewMost() {
    return RenewalPace.most(budget);
  }

  /** The same with the user's own programs. */
  Setup hooked() {
    return new Setup(
        protocol, servers, listens, record, preferred, times, failback, claims, together, budget,
        true, change);
  }

  /** The same where the list of servers is changed: who is added later holds nothing before. */
  Setup changing(ListChange change) {
    boolean has = index(record) < 0 || change.has(ListChange.BEFORE, index(record));
    String first = has ? record : name((index(record) + 1) % servers);
    return new Setup(
        protocol,
        servers,
        listens,
        first,
        preferred,
        times,
        failback,
        claims.heldBy(first),
        together,
        budget,
        hooks,
        change);
  }

  /** True where the list of this version has that server. */
  boolean has(long version, int server) {
    return change == null || change.has(version, server);
  }

  /** The place in the list of the server of this name, -1 when it is none. */
  int index(String name) {
    for (int i = 0; i < servers; i++) {
      if (name(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  boolean isPair() {
    return servers == 2;
  }

  /** Where a claim parts those who act, each server is enough. */
  boolean isEnough(int visible) {
    return claims.fenced() || isPair() || 2 * visible > servers;
  }

  /** The settings of one run of a server, protocol 1. */
  Settings pair(int server, String run) {
    int other = 1 - server;
    return new Settings(
        run,
        name(server),
        name(other),
        name(server),
        name(other),
        RECORD,
        preferred,
        !listens.get(server),
        Duration.ofMillis(times.timeout()),
        Duration.ofMillis(times.confirm()),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }

  /** The settings of one run of a server, protocol 2, with its list of that version. */
  GroupSettings group(int server, String run, long version, ServerList... known) {
    List<GroupSettings.Server> all = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      if (has(version, i)) {
        all.add(new GroupSettings.Server(name(i), listens.get(i)));
      }
    }
    return GroupSettingsWith.usual(name(server), all)
        .version(version, known)
        .run(run)
        .record(RECORD)
        .keepAlive(Duration.ofMillis(times.keepAlive()))
        .silence(Duration.ofMillis(times.timeout()))
        .confirm(Duration.ofMillis(times.confirm()))
        .reconnectMax(Duration.ofSeconds(30))
        .failback(failback)
        .failbackDelay(Duration.ofMillis(times.failbackDelay()))
        .claim(claims.used())
        .fenced(claims.fenced())
        .restore(claims.restore())
        .renewMost(renewMost())
        .hooks(hooks ? EnumSet.allOf(Hook.class) : Set.of())
        .settings();
  }
}
