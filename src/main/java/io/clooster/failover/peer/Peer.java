// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import io.clooster.failover.ServerList;
import io.clooster.failover.Status;
import io.clooster.failover.peer.PeerState.Connected;
import io.clooster.failover.peer.PeerState.Dead;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.NeverSeen;
import io.clooster.failover.peer.PeerState.Partitioned;
import io.clooster.failover.peer.PeerState.Suspect;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows one other server of a group through {@link PeerState}, by the rules of evidence: only
 * what nobody sees any more, after a window to come back, is dead; what merely broke or stood still
 * is not. Whoever answers in its place without the key proves nothing.
 */
public final class Peer {
  /** So long after our start nobody misses it. */
  public static final Duration FIRST_LINK = PeerFacts.FIRST_LINK;

  /** How often we say that it was never seen. */
  public static final Duration REMINDER = SuspicionRules.REMINDER;

  private final PeerFacts facts;
  private final LinkEvents links;
  private final AttemptEvents attempts;
  private final SuspicionRules suspicion;
  private final PauseRules pauses;

  Peer(GroupSettings settings, GroupSettings.Server server, Moment start, RandomGenerator random) {
    this.facts = new PeerFacts(settings, server, start, random);
    this.links = new LinkEvents(facts);
    this.attempts = new AttemptEvents(facts);
    this.suspicion = new SuspicionRules(facts, start);
    this.pauses = new PauseRules(facts);
  }

  public String name() {
    return facts.name();
  }

  public PeerState state() {
    return facts.state;
  }

  /** Its death, as long as nothing else was heard; null when it is not held to be dead. */
  public @Nullable Dead dead() {
    if (facts.state instanceof Dead gone) {
      return gone;
    }
    return facts.state instanceof Connected linked && linked.before() instanceof Dead earlier
        ? earlier
        : null;
  }

  /** The same as a reason to move the record. */
  public ChangeReason.PeerDown down(Dead gone) {
    return new ChangeReason.PeerDown(
        name(), gone.reason(), gone.planned(), gone.heard(), gone.incident());
  }

  public @Nullable Connected linked() {
    return facts.state instanceof Connected linked ? linked : null;
  }

  /** Its last report, null while there is none of this link. */
  public @Nullable Report report() {
    return facts.state instanceof Connected linked ? linked.report() : null;
  }

  /** The last one over whatever link, null before the first. */
  @Nullable Report lastReport() {
    return facts.lastReport;
  }

  /** Its list of servers where its version is not ours; null where it is, or is not known. */
  @Nullable ServerList list() {
    return facts.list;
  }

  public FlapDamping steadiness() {
    return facts.damping;
  }

  /** Linked, and fit to hold the records by its own word, and takes them where it has to. */
  boolean eligible() {
    return isFit() && !observes();
  }

  /** Linked, and fit to hold the records by its own word, whether it would take them or not. */
  boolean isFit() {
    Report report = report();
    return report != null && report.eligible();
  }

  /** Linked, and by its own word one that changes nothing. */
  public boolean observes() {
    Report report = report();
    return report != null && report.observing();
  }

  /** Linked, and not fit by its own word. */
  public boolean isUnfit() {
    Report report = report();
    return report != null && !report.eligible();
  }

  /** Linked, and drained by its own word. */
  public boolean isDrained() {
    Report report = report();
    return report != null && report.drained();
  }

  /** Why it should not hold the records, as long as it is {@link #isUnfit}. */
  public ChangeReason unfit() {
    return isDrained() ? new ChangeReason.Drained(name()) : new ChangeReason.Unhealthy(name());
  }

  /** Since when it is, as long as it is {@link #isUnfit}. */
  public Moment unfitSince() {
    return facts.unfitSince;
  }

  /** Linked, and by its own word the server that holds the records. */
  public boolean saysToHold() {
    Report report = report();
    return report != null && name().equals(report.holder());
  }

  /** The epoch of the claim by which it says that it holds the records; 0 where it does not. */
  public long claimItHolds() {
    Report report = report();
    return report != null && name().equals(report.holder()) ? report.epoch() : 0;
  }

  /** Since when it is missed, as long as it is not linked. */
  public Moment lostAt() {
    return facts.lostAt;
  }

  /** True when another one said, when it was last asked, that it sees it. */
  public boolean isVouchedFor() {
    return facts.state instanceof Suspect suspect && !suspect.vouchedBy().isEmpty();
  }

  /**
   * True when nothing at all was heard of it, though there was time to, or nothing but that it
   * lives.
   */
  public boolean isOutOfSight(Moment now) {
    return facts.state instanceof Partitioned
        || (facts.state instanceof NeverSeen && facts.isUnseenForLong(now));
  }

  /** True while it is not linked, and neither a leave message nor its death explains that. */
  public boolean isMissed() {
    return facts.state instanceof NeverSeen
        || facts.state instanceof Disconnected
        || facts.state instanceof Suspect;
  }

  /** What stood in the way of a link last; anybody may have a part in that. */
  public String hint() {
    return facts.obstacles.last();
  }

  /** A connection proved to be its; the link that is to be used is in the state. */
  void opened(Event.LinkOpened opened, DecisionStep step) {
    facts.list = opened.list();
    links.opened(opened.link(), opened.dialled(), step);
  }

  /** Its word of itself. */
  public PeerTransition reported(long link, Report report, DecisionStep step) {
    return links.reported(link, report, step);
  }

  /** Its link ended. */
  public void closed(long link, String reason, DecisionStep step) {
    links.closed(link, reason, step);
  }

  /** It says that it goes: for good, or to be back within that time. */
  public PeerTransition onLeave(Event.Leaving leaving, DecisionStep step) {
    return links.onLeave(leaving, step);
  }

  /** We could not connect to it. */
  public void connectFailed(Event.ConnectFailed failed, DecisionStep step) {
    attempts.connectFailed(failed, step);
  }

  /** Somebody accepted our connection to its port. */
  public void connectAccepted(Moment now) {
    attempts.connectAccepted(now);
  }

  /** A connection with it, or with someone who says so, did not become a link. */
  public void helloFailed(Event.HelloFailed failed, DecisionStep step) {
    attempts.helloFailed(failed, step);
  }

  /** It shows elsewhere that it lives, while we held it to be dead. */
  public void lives(Reason how, DecisionStep step) {
    attempts.lives(how, step);
  }

  /** Looks at what time alone has changed. */
  public PeerTransition tick(PeerObservations votes, DecisionStep step) {
    return suspicion.tick(votes, step);
  }

  /** It is held to be dead from now on; what others saw before {@code since} proves nothing. */
  public PeerTransition died(Reason reason, Moment since, DecisionStep step) {
    return facts.died(reason, since, step);
  }

  /** Connects where it is time to. */
  public void drive(DecisionStep step) {
    facts.dialer.drive(facts.state instanceof Connected, step);
  }

  /** After our own pause of {@code gap}: what we did not hear meanwhile proves nothing. */
  public void stoodStill(Duration gap, Moment now) {
    pauses.stoodStill(gap, now);
  }

  /** We were slow: that time is not time in which we waited for it. */
  public void hiccup(Duration gap) {
    pauses.hiccup(gap);
  }

  /** What is known of it. */
  public Status.Peer status(Moment now) {
    Connected linked = linked();
    Report report = report();
    return new Status.Peer(
        name(),
        word(),
        linked == null ? null : now.since(linked.heard()),
        linked == null && now.reached(facts.lostAt) ? now.since(facts.lostAt) : null,
        report == null ? null : report.eligible(),
        isDrained(),
        observes(),
        report == null ? null : report.holder(),
        report == null ? List.of() : List.copyOf(new TreeSet<>(report.sees())),
        report == null ? 0 : report.epoch(),
        report == null || report.hold() == null ? 0 : report.hold().number(),
        facts.damping.times(),
        linked == null ? hint() : "");
  }

  private String word() {
    if (facts.state instanceof Dead gone && gone.planned()) {
      return "stopped";
    }
    return facts.state instanceof NeverSeen
        ? "never-seen"
        : facts.state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
