// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.jspecify.annotations.Nullable;

/**
 * What we know of one other server of a group.
 *
 * <pre>
 *            opened                closed                refused, no answer,
 *  Unseen ──────────> Linked ──────────────> Missing ──── or too long ────> Suspect
 *                     ^ ^ ^ │ silent ───────────────────────────────────────^ │
 *                     │ │ │ └─ says that it will be back ──> Away ── too late ┘ │
 *                     │ │ └──────────────── opened: nothing moves ──────────────┤
 *                     │ └── opened: returned ── Gone <── nobody sees it, ───────┘
 *                     │                         │  ^     confirm window over
 *                     │                         │  └──── says that it leaves ── Linked
 *                     └── opened ──── Apart <───┘ the record or its claim shows that it lives
 * </pre>
 *
 * From any state without a link: proven to be misconfigured, {@code Misfit}, until it is mended.
 */
sealed interface MemberState {

  /** Not once proven since our start. */
  record Unseen() implements MemberState {}

  /** Proven, and connected; {@code report} is the last one of this link. */
  record Linked(long link, boolean dialled, Moment heard, @Nullable Report report)
      implements MemberState {}

  /** The link ended; connecting again tells whether that means anything. */
  record Missing(Moment since) implements MemberState {}

  /**
   * Perhaps dead.
   *
   * @param since what others saw before proves nothing
   * @param deadline dead when nobody has seen it by then
   */
  record Suspect(Moment since, String reason, Moment deadline) implements MemberState {}

  /** Announced to be back by then. */
  record Away(Moment until) implements MemberState {}

  /**
   * Held to be dead.
   *
   * @param reason as told to the administrator
   * @param since what others saw before proves nothing
   */
  record Gone(String reason, Moment since) implements MemberState {}

  /** Held to be dead, but the record or its claim shows that it lives, out of our reach. */
  record Apart() implements MemberState {}

  /** It is there, but its key or its configuration contradicts ours: its silence proves nothing. */
  record Misfit() implements MemberState {}
}
