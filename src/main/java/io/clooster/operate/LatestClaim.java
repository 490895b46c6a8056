// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import org.jspecify.annotations.Nullable;

/**
 * The latest claim that this server knows of: as it was read, or, where a peer knows of a later
 * one, by that one's word.
 *
 * @param epoch 0 for none
 * @param holder whom it names; null for nobody, or where that is not known
 */
record LatestClaim(long epoch, @Nullable String holder) {
  static LatestClaim of(Status status) {
    Status.Claim read = status.claim();
    LatestClaim latest =
        read == null ? new LatestClaim(0, null) : new LatestClaim(read.epoch(), read.holder());
    for (Status.Peer peer : status.peers()) {
      if (peer.epoch() > latest.epoch()) {
        latest = new LatestClaim(peer.epoch(), peer.holder());
      }
    }
    return latest;
  }
}
