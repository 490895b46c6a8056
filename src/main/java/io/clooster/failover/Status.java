// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the decision of one server knows, at one moment: a value that can be kept, compared and
 * printed. Durations count back from that moment.
 *
 * @param protocol 1 or 2
 * @param server our name
 * @param healthy whether our own checks succeed
 * @param drained whether an operator has taken us out of service
 * @param drainedFor how much longer; null for until it is resumed, or where we are not drained
 * @param hold the last order that nothing is moved, or may be again, as far as we know; null for
 *     none
 * @param peers the other servers, in order of preference
 * @param role what we are
 * @param claim what stands beside the record; null where no claims are used
 * @param record the record, and what is wanted of it
 * @param alerts what the administrator was told and is not over, by the kind of its message
 * @param lists whose list of servers is of which version; null under protocol 1
 * @param failingCheck which of our own checks fails, and how; null where none does, or it is not
 *     known
 */
public record Status(
    int protocol,
    String server,
    boolean healthy,
    boolean drained,
    @Nullable Duration drainedFor,
    @Nullable HoldOrder hold,
    List<Peer> peers,
    Role role,
    @Nullable Claim claim,
    RecordStatus record,
    List<Alert> alerts,
    @Nullable Lists lists,
    @Nullable String failingCheck) {

  /** Of a server that knows nothing of lists, nor of a failing check. */
  public Status(
      int protocol,
      String server,
      boolean healthy,
      boolean drained,
      @Nullable Duration drainedFor,
      @Nullable HoldOrder hold,
      List<Peer> peers,
      Role role,
      @Nullable Claim claim,
      RecordStatus record,
      List<Alert> alerts) {
    this(
        protocol,
        server,
        healthy,
        drained,
        drainedFor,
        hold,
        peers,
        role,
        claim,
        record,
        alerts,
        null,
        null);
  }

  /** What one is that only says what it would do. */
  public static final String OBSERVING = "observing";

  public Status {
    peers = List.copyOf(peers);
    alerts = List.copyOf(alerts);
  }

  /**
   * Another server.
   *
   * @param state {@code never-seen}, {@code connected}, {@code disconnected}, {@code suspect},
   *     {@code restarting}, {@code dead}, {@code stopped} (dead as it had said) or {@code
   *     partitioned}
   * @param heard how long ago something came over the link; null without a link
   * @param missed how long there has been no link; null with one
   * @param eligible whether it is fit to hold the record, by its own word; null where it has said
   *     nothing
   * @param drained whether its operator has taken it out of service, by its own word
   * @param observes whether it changes nothing, and so takes no record, by its own word
   * @param holder the server that it believes to hold the record; null for none
   * @param sees the servers that it is linked to, by its own word
   * @param epoch of the claim as it knows it; 0 for none
   * @param hold the number of the last such order that it knows of; 0 for none
   * @param failures how often it failed lately: each makes it wait longer for the record
   * @param hint why there is no link, as far as that is known; else empty
   */
  public record Peer(
      String name,
      String state,
      @Nullable Duration heard,
      @Nullable Duration missed,
      @Nullable Boolean eligible,
      boolean drained,
      boolean observes,
      @Nullable String holder,
      List<String> sees,
      long epoch,
      long hold,
      int failures,
      String hint) {

    public Peer {
      sees = List.copyOf(sees);
    }

    /** True when it is linked, and has said that it may take the record. */
    public boolean isKnownEligible() {
      return isLinked() && Boolean.TRUE.equals(eligible) && !observes;
    }

    /** True while there is a link to it. */
    public boolean isLinked() {
      return state.equals("connected");
    }
  }

  /**
   * What we are.
   *
   * @param state {@code standby}, {@code promoting}, {@code active} or {@code handing-over}; {@code
   *     observing} where nothing is ever changed; {@code pair} under protocol 1, which knows no
   *     roles
   * @param holder the server that we believe to hold the record, ourselves when we act as the
   *     holder; null when we don't know
   * @param handoverTarget the server that we hand it to; null for none
   * @param since for how long we have held it; null when we don't
   */
  public record Role(
      String state,
      @Nullable String holder,
      @Nullable String handoverTarget,
      @Nullable Duration since) {}

  /**
   * The claim.
   *
   * @param shown how the provider shows it: {@code listed}, {@code unlisted} or {@code unseen}
   * @param epoch of the last one that we know of; 0 for none
   * @param holder whom that one names; null for nobody
   * @param missing whether the last look showed none that can be believed
   * @param pinned whether an operator has chosen that holder: the record stays with it until it
   *     fails
   * @param hold the number of the order that nothing is moved, or may be again, of which it tells;
   *     0 for none
   */
  public record Claim(
      String shown,
      long epoch,
      @Nullable String holder,
      boolean missing,
      boolean pinned,
      long hold) {}

  /**
   * The record.
   *
   * @param value what it held when it was read last; null before that
   * @param wanted what it should hold by us; null while that is not for us to say
   * @param asWanted whether it was seen to hold that, and nothing came between since
   * @param failing what the provider said; null while nothing fails
   * @param failingFor for how long; null while nothing fails
   */
  public record RecordStatus(
      @Nullable String value,
      @Nullable String wanted,
      boolean asWanted,
      @Nullable String failing,
      @Nullable Duration failingFor) {}

  /**
   * The lists of servers.
   *
   * @param version of ours
   * @param others the versions that the linked servers have, as far as they are not ours, by name
   * @param unlisted the servers that another one in sight does not list, ours perhaps among them:
   *     they take no record as long as that is so
   * @param takenOff whether another server has a newer list, without us
   */
  public record Lists(
      long version, Map<String, Long> others, Set<String> unlisted, boolean takenOff) {
    /** Of a server that was not taken off. */
    public Lists(long version, Map<String, Long> others, Set<String> unlisted) {
      this(version, others, unlisted, false);
    }

    public Lists {
      others = Map.copyOf(others);
      unlisted = Set.copyOf(unlisted);
    }
  }

  /** True of a server that takes no record, as another one in sight does not list it. */
  public boolean isUnlisted(String name) {
    return lists != null && lists.unlisted().contains(name);
  }

  /** True where this server could take the record, and may. */
  public boolean isEligible() {
    return healthy && !drained && !observes() && !isUnlisted(server);
  }

  /** Something that was told and is not over; {@code peer} is empty when it is about none. */
  public record Alert(String kind, String peer) {}

  /** True of a server that only says what it would do. */
  public boolean observes() {
    return role.state().equals(OBSERVING);
  }

  /** For how much longer nothing is moved; null where it may be. */
  public @Nullable Duration heldFor() {
    return hold == null || hold.left().isZero() ? null : hold.left();
  }

  /** A line for each part, as a log would show it: what is not known is left out. */
  public String text() {
    Lines lines = new Lines();
    lines.line("server", server).and("protocol", protocol).and("healthy", healthy);
    lines.and("drained", drained ? true : null);
    lines.and("held", heldFor());
    lines
        .line("role", role.state())
        .and("holder", role.holder())
        .and("handover", role.handoverTarget())
        .and("since", role.since());
    for (Peer peer : peers) {
      lines
          .line("peer", peer.name())
          .and("state", peer.state())
          .and("heard", peer.heard())
          .and("missed", peer.missed())
          .and("eligible", peer.eligible())
          .and("drained", peer.drained() ? true : null)
          .and("observes", peer.observes() ? true : null)
          .and("holder", peer.holder())
          .and("sees", peer.sees().isEmpty() ? null : String.join(",", peer.sees()))
          .and("epoch", peer.epoch() == 0 ? null : peer.epoch())
          .and("failures", peer.failures() == 0 ? null : peer.failures())
          .and("hint", peer.hint().isEmpty() ? null : peer.hint());
    }
    if (claim != null) {
      lines
          .line("claim", claim.shown())
          .and("epoch", claim.epoch())
          .and("holder", claim.holder())
          .and("missing", claim.missing())
          .and("pinned", claim.pinned() ? true : null);
    }
    lines
        .line("record", record.value() == null ? "unread" : record.value())
        .and("wanted", record.wanted())
        .and("as-wanted", record.wanted() == null ? null : record.asWanted())
        .and("failing", record.failing())
        .and("for", record.failingFor());
    alerts.forEach(
        alert ->
            lines
                .line("alert", alert.kind())
                .and("peer", alert.peer().isEmpty() ? null : alert.peer()));
    return lines.text();
  }

  /** Puts lines of {@code key=value} together. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();

    Lines line(String key, Object value) {
      text.append(text.isEmpty() ? "" : "\n").append(key).append('=').append(value);
      return this;
    }

    Lines and(String key, @Nullable Object value) {
      if (value != null) {
        Object shown = value instanceof Duration time ? Durations.inWords(time) : value;
        text.append(' ').append(key).append('=').append(shown);
      }
      return this;
    }

    String text() {
      return text.toString();
    }
  }
}
