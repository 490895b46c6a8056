// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.MemberState.Apart;
import io.clooster.failover.MemberState.Away;
import io.clooster.failover.MemberState.Gone;
import io.clooster.failover.MemberState.Linked;
import io.clooster.failover.MemberState.Misfit;
import io.clooster.failover.MemberState.Missing;
import io.clooster.failover.MemberState.Suspect;
import io.clooster.failover.MemberState.Unseen;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows one other server of a group through {@link MemberState}, by the rules of evidence: only
 * what nobody sees any more, after a window to come back, is dead; what merely broke, stood still
 * or is misconfigured is not.
 */
final class Member {
  static final String STREAM_CLOSED = "stream closed";
  static final String PING_TIMEOUT = "ping timeout";

  /** In a group, a server that was never seen since our start is suspected after so long. */
  static final Duration UNSEEN = Duration.ofSeconds(30);

  /** So long after our start nobody misses it. */
  static final Duration FIRST_LINK = Duration.ofSeconds(5);

  /** How often we say that it was never seen. */
  static final Duration REMINDER = Duration.ofMinutes(5);

  private final GroupSettings settings;
  private final GroupSettings.Server server;
  private final Dialer dialer;
  private final Steadiness steadiness;
  private final Moment start;
  private Moment lostAt;
  private Moment illSince;
  private MemberState state = new Unseen();
  private Moment remindAt;
  private Moment doubtUntil;
  private final Map<HelloOrigin, String> obstacles = new EnumMap<>(HelloOrigin.class);
  private String vouchedBy = "";

  /** What it was before this link, over which nothing has been heard yet. */
  private @Nullable MemberState before;

  Member(
      GroupSettings settings, GroupSettings.Server server, Moment start, RandomGenerator random) {
    this.settings = settings;
    this.server = server;
    this.steadiness = new Steadiness(settings.failbackDelay());
    this.start = start;
    this.remindAt = start.plus(REMINDER);
    this.doubtUntil = start;
    this.lostAt = start.plus(FIRST_LINK);
    this.illSince = start;
    this.dialer = Dialer.of(settings, server, start, random);
  }

  String name() {
    return server.name();
  }

  MemberState state() {
    return state;
  }

  /** Its death, as long as nothing else was heard; null when it is not held to be dead. */
  @Nullable Gone gone() {
    if (state instanceof Gone gone) {
      return gone;
    }
    return linked() != null && before instanceof Gone earlier ? earlier : null;
  }

  @Nullable Linked linked() {
    return state instanceof Linked linked ? linked : null;
  }

  /** Its last report, null while there is none of this link. */
  @Nullable Report report() {
    return state instanceof Linked linked ? linked.report() : null;
  }

  Steadiness steadiness() {
    return steadiness;
  }

  /** Linked, and fit to hold the records by its own word. */
  boolean eligible() {
    Report report = report();
    return report != null && report.eligible();
  }

  /** Linked, and not fit by its own word. */
  boolean ill() {
    Report report = report();
    return report != null && !report.eligible();
  }

  /** Since when it is, as long as it is {@link #ill}. */
  Moment illSince() {
    return illSince;
  }

  /** Linked, and by its own word the server that holds the records. */
  boolean saysToHold() {
    Report report = report();
    return report != null && name().equals(report.holder());
  }

  /** Since when it is missed, as long as it is not linked. */
  Moment lostAt() {
    return lostAt;
  }

  /** True when another one said, when it was last asked, that it sees it. */
  boolean isVouchedFor() {
    return state instanceof Suspect && !vouchedBy.isEmpty();
  }

  /**
   * True when nothing at all was heard of it, though there was time to, or nothing but that it
   * lives.
   */
  boolean isOutOfSight(Moment now) {
    return state instanceof Apart || (state instanceof Unseen && isUnseenForLong(now));
  }

  private boolean isUnseenForLong(Moment now) {
    return now.since(start.orLater(doubtUntil)).compareTo(seenWithin()) >= 0;
  }

  /** A connection proved to be its; the link that is to be used is in the state. */
  void opened(long link, boolean dialled, Moment now, Actions out) {
    if (state instanceof Linked old) {
      replace(old, new Linked(link, dialled, now, null), now, out);
      return;
    }
    before = state;
    state = new Linked(link, dialled, now, null);
    obstacles.clear();
    vouchedBy = "";
    if (before instanceof Missing || before instanceof Suspect || before instanceof Away) {
      out.info("peer=%s state=up: the link is back; nothing moves", name());
    } else {
      out.info("peer=%s state=up: linked", name());
    }
  }

  /** Both sides may connect at once: both keep the link that the same one of them made. */
  private void replace(Linked old, Linked young, Moment now, Actions out) {
    boolean oldWorks = now.since(old.heard()).compareTo(settings.silence()) < 0;
    if (oldWorks && regular(old) && !regular(young)) {
      out.add(new Action.CloseLink(young.link()));
    } else {
      out.info("peer=%s state=up: a newer link replaces the older one", name());
      steadiness.interrupted(now); // It may have started anew.
      out.add(new Action.CloseLink(old.link()));
      state = new Linked(young.link(), young.dialled(), now, old.report());
    }
  }

  private boolean regular(Linked linked) {
    return linked.dialled() == settings.connectsTo(server);
  }

  /**
   * Its word of itself. The first one over a link shows that it is there: a process that ends
   * accepts connections for a moment longer, but tells nothing any more.
   */
  Verdict reported(long link, Report report, Moment now, Actions out) {
    if (!(state instanceof Linked linked) || linked.link() != link) {
      return Verdict.NOTHING_NEW;
    }
    boolean returned = before instanceof Gone;
    before = null;
    boolean wasIll = linked.report() != null && !linked.report().eligible();
    state = new Linked(link, linked.dialled(), now, report);
    if (report.eligible()) {
      steadiness.there(now);
    } else if (!wasIll) {
      steadiness.failed(now);
      illSince = now;
    }
    if (report.eligible() == wasIll) {
      out.info("peer=%s state=%s: by its own checks", name(), wasIll ? "well" : "ill");
    }
    return returned ? Verdict.RETURNED : Verdict.NOTHING_NEW;
  }

  void closed(long link, String reason, Moment now, Actions out) {
    if (!(state instanceof Linked linked) || linked.link() != link) {
      return;
    }
    lostAt = now;
    if (before instanceof Gone || before instanceof Away) {
      out.info("peer=%s state=lost: %s, before it told anything", name(), reason);
      state = before;
      before = null;
    } else {
      out.warn("peer=%s state=lost: %s", name(), reason);
      steadiness.interrupted(now);
      state = new Missing(now);
      if (!server.listens()) {
        suspect(STREAM_CLOSED, now, out);
      }
    }
  }

  /** It says that it goes: for good, or to be back within that time. */
  Verdict leaving(Event.Leaving leaving, Moment now, Actions out) {
    if (!(state instanceof Linked linked) || linked.link() != leaving.link()) {
      return Verdict.NOTHING_NEW;
    }
    lostAt = now;
    out.add(new Action.CloseLink(linked.link()));
    dialer.farewell(now);
    if (leaving.backWithin().isZero()) {
      return died(leaving.reason(), now, now, out);
    }
    steadiness.interrupted(now);
    out.info(
        "peer=%s state=away: %s, back within %s",
        name(), leaving.reason(), Texts.duration(leaving.backWithin()));
    state = new Away(now.plus(leaving.backWithin()));
    return Verdict.NOTHING_NEW;
  }

  void connectFailed(Event.ConnectFailed failed, Moment now, Actions out) {
    obstacle(HelloOrigin.DIALLED, failed.reason(), out);
    boolean news = dialer.failed(now);
    boolean mayBeBack = state instanceof Apart && failed.refused() && !settings.claim();
    if (news && (state instanceof Missing || mayBeBack)) {
      suspect(STREAM_CLOSED, now, out);
    }
  }

  /**
   * A connection with it, or with someone who says so, ended unproven.
   *
   * @return whether it is there, but can't be linked for a fault of configuration
   */
  boolean helloFailed(Event.HelloFailed failed, Moment now, Actions out) {
    obstacle(failed.origin(), failed.reason(), out);
    if (failed.origin() == HelloOrigin.DIALLED) {
      dialer.broken(now);
    }
    boolean news = failed.fault() != HelloFault.BROKEN && !(state instanceof Linked);
    if (news && failed.origin() != HelloOrigin.CLAIMED) {
      state = new Misfit();
    }
    return news;
  }

  /** It shows elsewhere that it lives, while we held it to be dead. */
  void lives(String how, Actions out) {
    if (!(state instanceof Linked)) {
      out.warn("peer=%s state=apart: %s", name(), how);
      state = new Apart();
    }
  }

  /** Looks at what time alone has changed. */
  Verdict tick(Votes votes, Moment now, Actions out) {
    if (state instanceof Linked linked && silentFor(linked.heard(), now)) {
      lostAt = now;
      out.warn("peer=%s state=silent for %s", name(), Texts.duration(now.since(linked.heard())));
      out.add(new Action.CloseLink(linked.link()));
      steadiness.interrupted(now);
      suspect(PING_TIMEOUT, now, out);
    } else if (state instanceof Missing missing && silentFor(missing.since(), now)) {
      suspect(STREAM_CLOSED, now, out);
    } else if (state instanceof Away away && now.reached(away.until())) {
      suspect("not back in time", now, out);
    } else if (state instanceof Unseen) {
      unseen(now, out);
    }
    return state instanceof Suspect suspect
        ? judged(suspect, votes, now, out)
        : Verdict.NOTHING_NEW;
  }

  /**
   * The window is over when for so long nobody has seen it; where there is one, each of the others
   * has had its say by then.
   */
  private Verdict judged(Suspect suspect, Votes votes, Moment now, Actions out) {
    boolean asked = settings.confirm().isZero() || votes.allHaveSpoken(suspect.since());
    boolean over = asked && now.reached(suspect.deadline());
    if (!over && !isVouchedFor()) {
      return Verdict.NOTHING_NEW;
    }
    String witness = votes.whoSees(name(), suspect.since());
    if (witness.isEmpty()) {
      return over ? died(suspect.reason(), suspect.since(), now, out) : Verdict.NOTHING_NEW;
    }
    if (!witness.equals(vouchedBy)) {
      out.warn("peer=%s state=cut off from here: %s sees it; nothing moves", name(), witness);
      vouchedBy = witness;
    }
    Moment deadline = now.plus(settings.confirm()).orLater(suspect.deadline());
    state = new Suspect(suspect.since(), suspect.reason(), deadline);
    return Verdict.NOTHING_NEW;
  }

  /** A peer that we can't connect to may be between two of its attempts. */
  private Duration seenWithin() {
    return server.listens() ? UNSEEN : Standstill.backWithin(UNSEEN, settings.reconnectMax());
  }

  private void unseen(Moment now, Actions out) {
    boolean suspected = !settings.isPair() && !settings.claim();
    if (suspected && isUnseenForLong(now)) {
      suspect("never seen since our start", now, out);
    } else if (now.reached(remindAt)) {
      remindAt = now.plus(REMINDER);
      out.warn(
          "peer=%s state=never seen since our start: its death would move nothing; "
              + "is Clooster running there, with the same key?",
          name());
    }
  }

  /** Connects where it is time to. */
  void drive(Moment now, Actions out) {
    dialer.drive(state instanceof Linked, now, out);
  }

  /**
   * Our own standstill: what we did not hear meanwhile proves nothing for another period; nor does,
   * until it can have made an attempt, that a peer which we can't connect to is not back.
   */
  void stoodStill(Duration gap, Moment now) {
    Duration doubt =
        server.listens()
            ? settings.silence()
            : Standstill.doubtAfter(gap, settings.silence(), settings.reconnectMax());
    doubtUntil = now.plus(doubt).orLater(doubtUntil);
    dialer.stoodStill(now);
    if (state instanceof Linked linked) {
      state = new Linked(linked.link(), linked.dialled(), now, linked.report());
    } else if (state instanceof Missing) {
      state = new Missing(now);
    } else if (state instanceof Suspect suspect) {
      state = new Suspect(now, suspect.reason(), suspect.deadline().orLater(doubtUntil));
    } else if (state instanceof Away away) {
      state = new Away(away.until().orLater(doubtUntil));
    }
  }

  /** We were slow: that time is not time in which we waited for it. */
  void hiccup(Duration gap) {
    if (state instanceof Linked linked) {
      Moment heard = linked.heard().plus(gap);
      state = new Linked(linked.link(), linked.dialled(), heard, linked.report());
    } else if (state instanceof Missing missing) {
      state = new Missing(missing.since().plus(gap));
    } else if (state instanceof Suspect suspect) {
      state = new Suspect(suspect.since(), suspect.reason(), suspect.deadline().plus(gap));
    }
  }

  private void suspect(String reason, Moment now, Actions out) {
    out.warn("peer=%s state=suspect: %s", name(), reason);
    vouchedBy = "";
    state = new Suspect(now, reason, now.plus(settings.confirm()).orLater(doubtUntil));
  }

  /** It is held to be dead from now on; what others saw before {@code since} proves nothing. */
  Verdict died(String reason, Moment since, Moment now, Actions out) {
    steadiness.failed(now);
    state = new Gone(reason, since);
    out.warn("peer=%s state=down: %s", name(), reason);
    return Verdict.DIED;
  }

  private boolean silentFor(Moment heard, Moment now) {
    return now.since(heard).compareTo(settings.silence()) >= 0 && now.reached(doubtUntil);
  }

  /** Says why there is no link, once, not at every attempt of theirs and of ours in turn. */
  private void obstacle(HelloOrigin origin, String reason, Actions out) {
    if (!(state instanceof Linked) && !reason.equals(obstacles.put(origin, reason))) {
      out.warn("peer=%s state=unreachable: %s", name(), reason);
    }
  }
}
