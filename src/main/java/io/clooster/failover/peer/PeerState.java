// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one other server of a group.
 *
 * <pre>{@code
 *           opened                   closed                     refused, no proof,
 * NeverSeen ───────> Connected ──────────────────> Disconnected ── or too long ──> Suspect
 *                    ^ ^ ^ │ silent ──────────────────────────────────────────────^ │
 *                    │ │ │ └─ says that it will be back ──> Restarting ── too late ─┘ │
 *                    │ │ └──────────────── opened: nothing moves ───────────────────┤
 *                    │ └── opened: returned ── Dead <── nobody sees it, ────────────┘
 *                    │                         │  ^     confirm window over
 *                    │                         │  └──── says that it leaves ── Connected
 *                    └─ opened ─ Partitioned <─┘ the record or its claim shows that it lives
 * }</pre>
 *
 * A server that proves itself, and can't be linked as its configuration is another one, is {@code
 * Disconnected} from then on, for as long as its next connection may take; one that was only out of
 * our reach stays {@code Partitioned}. What is not proven is no sign of life: whoever answers on
 * the port of a server whose link was closed, and does not prove to be it, is what a refusal is. It
 * makes no other state, with one exception: without the claim there is no witness, and so a server
 * on whose port something answers stays {@code Disconnected}, or {@code Restarting}, as long as it
 * does.
 */
public sealed interface PeerState {

  /** Not once proven since our start. */
  record NeverSeen() implements PeerState {}

  /**
   * Proven, and connected.
   *
   * @param heard when something came over this link last
   * @param report the last one of this link; null while there is none
   * @param before what it was before this link, as long as nothing has been heard over it
   */
  record Connected(
      long link, boolean dialled, Moment heard, @Nullable Report report, @Nullable PeerState before)
      implements PeerState {}

  /**
   * There is no link; connecting again tells whether that means anything.
   *
   * @param since suspected when it stays away for as long after this as silence may last
   * @param reached a connection of ours got there last: a refusal is news
   * @param proofDue suspected when by then nobody on its port has proven to be it, if its claim is
   *     there as a witness; null as long as nobody there has accepted a connection of ours
   */
  record Disconnected(Moment since, boolean reached, @Nullable Moment proofDue)
      implements PeerState {

    /** As a link, or a sign of life, ends: nobody has answered on its port yet. */
    Disconnected(Moment since, boolean reached) {
      this(since, reached, null);
    }

    /** The same, with another moment by which somebody on its port has to prove to be it. */
    Disconnected withProofDue(@Nullable Moment due) {
      return new Disconnected(since, reached, due);
    }
  }

  /**
   * Perhaps dead.
   *
   * @param since what others saw before proves nothing
   * @param reason as told to the administrator, when it is dead
   * @param deadline dead when nobody has seen it by then
   * @param vouchedBy the server that said, when it was last asked, that it sees it; "" for none
   */
  record Suspect(Moment since, Reason reason, Moment deadline, String vouchedBy)
      implements PeerState {}

  /** Announced to be back by then. */
  record Restarting(Moment until) implements PeerState {}

  /**
   * Held to be dead.
   *
   * @param reason as told to the administrator
   * @param since what others saw before proves nothing
   * @param planned true when it said before that it goes
   * @param heard when it was heard last; null when that is not known
   * @param incident names this death, alike on all servers
   */
  record Dead(Reason reason, Moment since, boolean planned, @Nullable Moment heard, String incident)
      implements PeerState {}

  /** Held to be dead, but the record or its claim shows that it lives, out of our reach. */
  record Partitioned() implements PeerState {}
}
