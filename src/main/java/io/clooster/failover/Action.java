// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that the decision wants done; the routes say how. */
public sealed interface Action {

  /** Something to be done with one link, which may have ended meanwhile. */
  sealed interface OnLink extends Action {
    long link();
  }

  /** Connect to the peer; answered by an {@link Event} sooner or later. */
  record Connect(String peer) implements Action {}

  /** Send one keep-alive of protocol 1 over this link. */
  record SendKeepAlive(long link) implements OnLink {}

  /** Send one keep-alive of protocol 2 over this link. */
  record SendReport(long link, Report report) implements OnLink {}

  /** Tell the peer that we go; {@code backWithin} is zero when we do not mean to be back. */
  record SendLeave(long link, String reason, Duration backWithin) implements OnLink {}

  /** Pass an operator's order on to the server that holds the record: {@link Event.SwitchOrder}. */
  record SendOrder(long link, String order, String target) implements OnLink {}

  /** Say what becomes of the order that came over this link; null where it is carried out. */
  record SendOrderAnswer(long link, String order, @Nullable OrderRefusal refusal)
      implements OnLink {}

  /**
   * Say to our operator what becomes of {@link Event.SwitchOrder}.
   *
   * @param by the server that says so
   * @param refusal why it is not carried out; null where it is
   */
  record AnswerOrder(String order, String by, @Nullable OrderRefusal refusal) implements Action {}

  /** Close this link. */
  record CloseLink(long link) implements OnLink {}

  /**
   * Fetch the record afresh; answered by an {@link Event} with the same number.
   *
   * @param reference where no list shows this claim, nor a later one, it is asked for by its
   *     reference, too; null to ask for none
   */
  record ReadRecord(long number, @Nullable ClaimReference reference) implements Action {

    /** By what is listed alone. */
    public ReadRecord(long number) {
      this(number, null);
    }
  }

  /**
   * Change what was read, in one transaction; answered with the same number.
   *
   * @param value what the record is to hold; with a claim, the value that was read leaves the
   *     record as it is
   * @param claim what is to stand beside it, in the place of the claim that was read; null without
   *     claims
   */
  record WriteRecord(long number, RecordSnapshot snapshot, String value, @Nullable Claim claim)
      implements Action {

    /** Without a claim. */
    public WriteRecord(long number, RecordSnapshot snapshot, String value) {
      this(number, snapshot, value, null);
    }

    /** True when {@code server} holds the records after it, and did not before. */
    public boolean makesHolder(String server) {
      Claim before = snapshot.claim();
      String held = before == null ? snapshot.value() : before.holder();
      String holds = claim == null ? value : claim.holder();
      return holds.equals(server) && !held.equals(server);
    }
  }

  /**
   * Ask those who answer for the zone until all of them give {@code value}; answered with the same
   * number, by one event, sooner or later.
   */
  record VerifyRecord(long number, RecordSnapshot snapshot, String value) implements Action {}

  /**
   * Tell the administrator, however long that takes. The words for it are in {@code
   * routes/messages.properties}.
   *
   * @param id unique over restarts: a message sent twice can be recognised by it
   * @param kind what happened: {@code peer-down}, {@code peer-up}, {@code no-link}, {@code
   *     link-back}, {@code record-edited}, {@code record-restored}, {@code record-lost}, {@code
   *     record-found}; of groups also {@code peer-unhealthy}, {@code failback}, {@code held-back},
   *     {@code enough}, {@code no-eligible-server}, {@code eligible-server}, {@code path-cut},
   *     {@code path-back}, {@code name-servers-lag}, {@code config-differs}, {@code
   *     config-matches}, {@code claim-unlisted}, {@code claim-unseen}, {@code claim-listed}. Not
   *     the decision's: {@code credentials-end}
   * @param variant what came of it, as {@code moved}; empty where there is but one outcome
   * @param severity how much it matters
   * @param peer the other server that it is about, empty when it is about none
   * @param incident the death that it is about, or ends, alike on all servers: see {@link
   *     IncidentId}; empty when it is about none
   * @param values what else there is to say
   */
  record Notify(
      String id,
      String kind,
      String variant,
      Severity severity,
      String peer,
      String incident,
      Values values)
      implements Action {

    /** As severe as its kind and variant are, and about no death. */
    public Notify(String id, String kind, String variant, String peer, Values values) {
      this(id, kind, variant, Severity.of(kind, variant), peer, "", values);
    }

    /** The same message by another id. */
    public Notify withId(String other) {
      return new Notify(other, kind, variant, severity, peer, incident, values);
    }

    /** The same message about this death. */
    public Notify about(String death) {
      return new Notify(id, kind, variant, severity, peer, death, values);
    }
  }

  /**
   * Store this message, which is to be told when what is written next shows in the record: it must
   * outlive our own end. It takes the place of one with the same id. A {@link Notify} with its id
   * later tells it, by its own words.
   *
   * @param epoch that of the claim that is written, 0 without claims
   * @param value what the record is to hold
   */
  record Intend(long epoch, String value, Notify message) implements Action {}

  /** Tell the message that was stored by this id, as it is. */
  record Release(String id) implements Action {}

  /** Forget the message that was stored by this id. */
  record Drop(String id) implements Action {}

  /**
   * Run a program of the user's own, after those that were wanted before; nothing waits for it.
   *
   * @param epoch that of the claim as it is known now, 0 without claims
   * @param holder the server that holds the records now; empty where that is not known
   * @param previous the server that held them before, as far as it was known; else empty
   * @param reason which of our own checks fails, and how; empty where it is about none
   */
  record RunHook(Hook hook, long epoch, String holder, String previous, String reason)
      implements Action {}

  /**
   * One log line for a change of state. The words for it are in {@code routes/messages.properties},
   * too.
   *
   * @param warning true when someone should look at it
   * @param kind what it is about and its new state, as {@code peer-disconnected}; where one state
   *     has several stories, with which of them after a dot
   * @param values what else there is to say
   */
  record Log(boolean warning, String kind, Values values) implements Action {}

  /** The name that routes choose by: {@code ReadRecord}, {@code Notify} … */
  default String name() {
    return getClass().getSimpleName();
  }
}
