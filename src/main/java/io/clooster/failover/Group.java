// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.MemberState.Missing;
import io.clooster.failover.MemberState.Suspect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The other servers, in order of preference, and what can be said of them together. */
final class Group implements Votes, Others {
  private final GroupSettings settings;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private boolean eligible = true;

  /** Those in sight when it was asked last: most often they are the same. */
  private Set<String> seen = Set.of();

  Group(GroupSettings settings, Moment start, RandomGenerator random) {
    this.settings = settings;
    for (GroupSettings.Server server : settings.servers()) {
      if (!server.name().equals(settings.thisServer())) {
        members.put(server.name(), new Member(settings, server, start, random));
      }
    }
  }

  Collection<Member> members() {
    return members.values();
  }

  /** The server of this name; null for ours, for one that is none, and for null. */
  @Nullable Member named(@Nullable String name) {
    return name == null ? null : members.get(name);
  }

  /** The server that this link leads to, null when it is not in use any more. */
  @Nullable Member over(long link) {
    for (Member member : members.values()) {
      MemberState.Linked linked = member.linked();
      if (linked != null && linked.link() == link) {
        return member;
      }
    }
    return null;
  }

  /** What our own checks say. */
  void eligible(boolean now) {
    eligible = now;
  }

  boolean eligible() {
    return eligible;
  }

  /** Those in sight: linked, and heard over this link. */
  Set<String> sees() {
    if (!isAsBefore()) {
      Set<String> now = new HashSet<>();
      for (Member member : members.values()) {
        if (member.report() != null) {
          now.add(member.name());
        }
      }
      seen = Set.copyOf(now);
    }
    return seen;
  }

  private boolean isAsBefore() {
    for (Member member : members.values()) {
      if (seen.contains(member.name()) != (member.report() != null)) {
        return false;
      }
    }
    return true;
  }

  /** How many servers are in sight, this one counted. */
  int visible() {
    return sees().size() + 1;
  }

  /** True when those in sight, this one counted, are enough to move anything. */
  boolean enough() {
    return settings.isEnough(visible());
  }

  /** Those in sight that are fit to hold the record, in order of preference. */
  List<String> candidates() {
    List<String> fit = new ArrayList<>();
    for (GroupSettings.Server server : settings.servers()) {
      if (isFit(server.name())) {
        fit.add(server.name());
      }
    }
    return fit;
  }

  /** The first of them; null when there is none. */
  @Nullable String firstFit() {
    for (GroupSettings.Server server : settings.servers()) {
      if (isFit(server.name())) {
        return server.name();
      }
    }
    return null;
  }

  /** True when this server, ours or one in sight, is fit to hold the record. */
  boolean isFit(String server) {
    Member member = members.get(server);
    return member == null ? eligible : member.eligible();
  }

  /**
   * The linked server that says of itself that it holds the record; null when none does. Of several
   * it is the one that the record points at: what the others read is older.
   */
  @Nullable String claimer(String value) {
    String claimer = null;
    for (Member member : members.values()) {
      if (member.saysToHold() && (claimer == null || member.name().equals(value))) {
        claimer = member.name();
      }
    }
    return claimer;
  }

  /**
   * For each server that is missed, and that nobody in sight sees either: since when. Others have
   * to see it for as long after as it takes them to notice the same.
   */
  List<Moment> missedSince() {
    List<Moment> losses = new ArrayList<>();
    for (Member member : members.values()) {
      if (member.linked() == null) {
        Moment lost = member.lostAt();
        if (whoSees(member.name(), lost.plus(settings.silence())).isEmpty()) {
          losses.add(lost);
        }
      }
    }
    return losses;
  }

  /** True when this server is the first of those in sight. */
  boolean first() {
    for (GroupSettings.Server server : settings.servers()) {
      Member member = members.get(server.name());
      if (member == null || member.linked() != null) {
        return member == null;
      }
    }
    return false;
  }

  @Override
  public String whoSees(String server, Moment since) {
    for (Member member : members.values()) {
      MemberState.Linked linked = member.linked();
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
    for (Member member : members.values()) {
      MemberState.Linked linked = member.linked();
      if (linked != null && !linked.heard().reached(since)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean mayHaveWritten(String value) {
    return members.containsKey(value);
  }

  @Override
  public boolean weMayHaveWritten(String value) {
    return value.equals(settings.thisServer());
  }

  /** Only the server that holds the record compares it with what it should be. */
  @Override
  public boolean leaveTellingToUs() {
    return true;
  }

  @Override
  public List<String> outOfReach() {
    List<String> names = new ArrayList<>();
    for (Member member : members.values()) {
      if (member.linked() == null) {
        names.add(member.name());
      }
    }
    return names;
  }

  @Override
  public boolean inDoubt() {
    for (Member member : members.values()) {
      if (member.state() instanceof Missing || member.state() instanceof Suspect) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean allow(Wish.Cause cause) {
    return enough() && (eligible || cause instanceof Wish.Cause.Failback);
  }
}
