// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What this server is.
 *
 * <pre>
 *           the holder failed, and it is our turn              the record is ours
 *  STANDBY ───────────────────────────────────────> PROMOTING ──────────────────> ACTIVE
 *   ^  ^  ^                                             │                         │  │  ^
 *   │  │  └──── another one took it, or the holder is ──┘                         │  │  │ it is not
 *   │  │        back, or too few servers are in sight                             │  │  │ eligible
 *   │  └─────── another one holds the record ─────────────────────────────────────┘  v  │ any more
 *   └────────── the record is the preferred server's ─────────────────────────── HANDING_OVER
 * </pre>
 */
sealed interface Role {
  /** As what we hold the record; null where we don't. */
  default @Nullable Active active() {
    return null;
  }

  /** The other server that we believe, or believed last, to hold the record; null for none. */
  @Nullable String otherHolder();

  /**
   * Another server holds the record, or nobody that we know of.
   *
   * @param holder the server that we believe to hold it; null for nobody
   * @param failedSince since when it should not hold it any more: each server waits for its turn
   *     from then on; null while it is as it should be
   */
  record Standby(@Nullable String holder, @Nullable Moment failedSince) implements Role {
    @Override
    public @Nullable String otherHolder() {
      return holder;
    }
  }

  /**
   * We are taking the record.
   *
   * @param holder the server that holds it as yet; null for nobody
   * @param reason why we take it
   */
  record Promoting(@Nullable String holder, ChangeReason reason) implements Role {
    @Override
    public @Nullable String otherHolder() {
      return holder;
    }
  }

  /**
   * We hold the record.
   *
   * @param since when we found that; the record goes to nobody for some time after
   * @param reason why we took it; that it was found to be ours, where we did not
   * @param predecessor the server that held it before, as far as we knew
   * @param sure false after our own pause: another one may be the holder since, the claim tells
   */
  record Active(Moment since, ChangeReason reason, @Nullable String predecessor, boolean sure)
      implements Role {
    @Override
    public Active active() {
      return this;
    }

    @Override
    public @Nullable String otherHolder() {
      return predecessor;
    }
  }

  /**
   * We hold the record, and are handing it to another server.
   *
   * @param active as what
   * @param target to which server
   */
  record HandingOver(Active active, String target) implements Role {
    @Override
    public @Nullable String otherHolder() {
      return active.predecessor();
    }
  }
}
