// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Report;
import io.clooster.failover.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The other servers, in order of preference, and what can be said of them together. */
public final class PeerGroup implements PeerObservations {
  private final GroupSettings settings;
  private final List<Peer> members;
  private final Map<String, Peer> byName = new HashMap<>();

  private final OwnEligibility own = new OwnEligibility();
  private final GroupHold hold = new GroupHold();
  private final ServerLists lists;

  /** True while this server is not linked to each of the others. */
  public boolean missesAny() {
    for (Peer member : members) {
      if (member.linked() == null) {
        return true;
      }
    }
    return false;
  }

  /** Whether no claim tells of two servers that act which one is let through; set by each look. */
  private boolean claimless;

  /** Those in sight when it was asked last: most often they are the same. */
  private Set<String> seen = Set.of();

  public PeerGroup(GroupSettings settings, Moment start, RandomGenerator random) {
    this.settings = settings;
    List<Peer> all = new ArrayList<>();
    for (GroupSettings.Server server : settings.servers()) {
      if (!server.name().equals(settings.thisServer())) {
        all.add(new Peer(settings, server, start, random));
      }
    }
    this.members = List.copyOf(all);
    this.lists = new ServerLists(settings);
    members.forEach(member -> byName.put(member.name(), member));
  }

  public List<Peer> members() {
    return members;
  }

  /** The server of this name; null for ours, for one that is none, and for null. */
  public @Nullable Peer named(@Nullable String name) {
    return name == null ? null : byName.get(name);
  }

  /** The server that this link leads to, null when it is not in use any more. */
  public @Nullable Peer onLink(long link) {
    for (Peer member : members) {
      PeerState.Connected linked = member.linked();
      if (linked != null && linked.link() == link) {
        return member;
      }
    }
    return null;
  }

  /** A connection proved to be this server's; the link that is to be used is in its state. */
  public void opened(Peer member, Event.LinkOpened opened, DecisionStep step) {
    lists.linked(member.name(), opened.list());
    member.opened(opened, step);
  }

  /** A linked server told this of itself. */
  public void reported(Report report) {
    lists.reported(report);
  }

  /** Looks at what follows for the lists of servers from who is linked now. */
  public void lookAtLists() {
    lists.look(members);
  }

  /** This server, met without a link, has a newer list of servers, without us. */
  public void takenOff(String by) {
    lists.takenOff(by);
  }

  /** True where some server has a newer list of servers, without us. */
  public boolean isTakenOff() {
    return lists.isTakenOff();
  }

  /** Those of our list that a linked server does not list, or one that has a list without us. */
  public Set<String> unlisted() {
    return lists.unlisted(members);
  }

  /** True where each server that we see, or were told of, lists {@code server}. */
  public boolean isListedByAll(String server) {
    return lists.isListedByAll(server, members);
  }

  /** Whether this server may hold the records, and why not. */
  public OwnEligibility own() {
    return own;
  }

  /** True when this server only says what it would do. */
  public boolean observes() {
    return settings.observing();
  }

  /** True when another one that observes, too, goes before us: that one says what is to be done. */
  public boolean isLeftToAnObserver() {
    if (!settings.observing()) {
      return false;
    }
    List<String> others = observers();
    return !others.isEmpty() && settings.goesBefore(others.get(0));
  }

  /** Who is meant by whom to be of the group. */
  public ServerLists lists() {
    return lists;
  }

  /** Whether an operator wants nothing to be moved. */
  public GroupHold hold() {
    return hold;
  }

  public boolean eligible() {
    return own.eligible();
  }

  /** This server and those in sight that are not eligible, as they are drained, or for else. */
  public List<String> unfit(boolean drained) {
    List<String> unfit = new ArrayList<>();
    for (GroupSettings.Server server : settings.servers()) {
      Peer member = byName.get(server.name());
      boolean isUnfit = member == null ? !own.eligible() : member.isUnfit();
      if (isUnfit && drained == (member == null ? own.drained() : member.isDrained())) {
        unfit.add(server.name());
      }
    }
    return unfit;
  }

  /** Those in sight: linked, and heard over this link. */
  public Set<String> sees() {
    if (!isAsBefore()) {
      Set<String> now = new HashSet<>();
      for (Peer member : members) {
        if (member.report() != null) {
          now.add(member.name());
        }
      }
      seen = Set.copyOf(now);
    }
    return seen;
  }

  private boolean isAsBefore() {
    for (Peer member : members) {
      if (seen.contains(member.name()) != (member.report() != null)) {
        return false;
      }
    }
    return true;
  }

  /** How many servers are in sight, this one counted. */
  public int visible() {
    return sees().size() + 1;
  }

  /** Whether no claim tells of two servers that act which one is let through. */
  public void claimless(boolean now) {
    claimless = now;
  }

  /** True when those in sight, this one counted, are enough to move anything. */
  public boolean enough() {
    return settings.isEnough(visible(), claimless);
  }

  /** Those in sight that are fit to hold the record, in order of preference. */
  public List<String> candidates() {
    List<String> fit = new ArrayList<>();
    for (GroupSettings.Server server : settings.servers()) {
      if (isEligible(server.name())) {
        fit.add(server.name());
      }
    }
    return fit;
  }

  /** The first of them; null when there is none. */
  public @Nullable String firstEligible() {
    for (GroupSettings.Server server : settings.servers()) {
      if (isEligible(server.name())) {
        return server.name();
      }
    }
    return null;
  }

  /**
   * True when the record may be moved to this server, ours or one in sight. Those that observe
   * count each other, as if they acted.
   */
  public boolean isEligible(String server) {
    Peer member = byName.get(server);
    if (hold.isOn() || !isListedByAll(server)) {
      return false;
    } else if (member == null) {
      return own.eligible() && lists.isWitnessed();
    }
    return settings.observing() ? member.isFit() : member.eligible();
  }

  /** Those in sight that are fit, and take nothing, as they observe, in order of preference. */
  public List<String> observers() {
    List<String> names = new ArrayList<>();
    for (Peer member : members) {
      if (member.isFit() && member.observes()) {
        names.add(member.name());
      }
    }
    return names;
  }

  /** True where the holder misses this server, too, by the list under which its claim was made. */
  public boolean isWitnessed() {
    return lists.isWitnessed();
  }

  /** What is known of the lists. */
  public Status.Lists listsStatus() {
    return lists.status(members);
  }

  /** This server and those in sight that are fit, and take nothing, as not all list them. */
  public List<String> unlistedAndFit() {
    List<String> names = new ArrayList<>();
    for (GroupSettings.Server server : settings.servers()) {
      Peer member = byName.get(server.name());
      boolean fit = member == null ? own.eligible() : member.isFit();
      boolean listed = isListedByAll(server.name()) && (member != null || lists.isWitnessed());
      if (fit && !listed) {
        names.add(server.name());
      }
    }
    return names;
  }

  /**
   * The linked server that says of itself that it holds the record; null when none does. Of several
   * it is the one that the record points at: what the others read is older.
   */
  public @Nullable String claimer(String value) {
    String claimer = null;
    for (Peer member : members) {
      if (member.saysToHold() && (claimer == null || member.name().equals(value))) {
        claimer = member.name();
      }
    }
    return claimer;
  }

  /** The linked server that says that it holds the record by a later claim; null for none. */
  public @Nullable String laterClaimer(long epoch) {
    String claimer = null;
    for (Peer member : members) {
      Report report = member.report();
      if (report != null && member.saysToHold() && report.epoch() > epoch) {
        claimer = member.name();
      }
    }
    return claimer;
  }

  /**
   * For each server that is missed, and that nobody in sight sees either: since when. Others have
   * to see it for as long after as it takes them to notice the same.
   */
  public List<Moment> missedSince() {
    List<Moment> losses = List.of();
    for (Peer member : members) {
      if (member.linked() == null) {
        Moment lost = member.lostAt();
        if (whoSees(member.name(), lost.plus(settings.silence())).isEmpty()) {
          losses = losses.isEmpty() ? new ArrayList<>() : losses; // Most often there is none.
          losses.add(lost);
        }
      }
    }
    return losses;
  }

  /** True when this server is the first of those in sight. */
  public boolean first() {
    for (GroupSettings.Server server : settings.servers()) {
      Peer member = byName.get(server.name());
      if (member == null || member.linked() != null) {
        return member == null;
      }
    }
    return false;
  }

  @Override
  public boolean hasWitness() {
    return settings.claim() && !claimless;
  }

  @Override
  public String whoSees(String server, Moment since) {
    for (Peer member : members) {
      PeerState.Connected linked = member.linked();
      Report report = member.report();
      if (linked != null
          && report != null
          && report.sees().contains(server)
          && linked.heard().reached(since)) {
        return member.name();
      }
    }
    return "";
  }

  @Override
  public boolean allHaveSpoken(Moment since) {
    for (Peer member : members) {
      PeerState.Connected linked = member.linked();
      if (linked != null && !linked.heard().reached(since)) {
        return false;
      }
    }
    return true;
  }
}
