// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** Makes the events that answer a read or a write of the record. */
public final class RecordEvents {
  public Event read(long number, RecordSnapshot snapshot) {
    return new Event.RecordRead(number, snapshot);
  }

  /**
   * The provider accepted the write.
   *
   * @param answer the records as they stand now, if the provider's answer shows them; null says no
   *     more than that it is done
   */
  public Event written(long number, @Nullable Object answer) {
    return new Event.RecordWritten(number, answer instanceof RecordSnapshot after ? after : null);
  }

  /**
   * Any failure on the way, ours or the provider's, as what it is: a lost race, a refusal of what
   * depended on what was read, or one that may be over later.
   *
   * @param write the write that failed; null for a read
   */
  public Event failed(long number, Action.@Nullable WriteRecord write, Exception failure) {
    Throwable root = FailureText.rootOf(failure);
    String reason = FailureText.of(failure);
    if (root instanceof HttpOperationFailedException answer) {
      boolean conditional = write != null && write.claim() != null;
      return answered(number, conditional, new HttpRefusal(answer, Instant.now()));
    } else if (root instanceof DnsConflict) {
      return new Event.RecordConflict(number);
    } else if (root instanceof DnsRefusal refused) {
      return new Event.RecordRefused(number, reason, refused.retryAfter());
    } else if (root instanceof DnsFailure told) {
      return new Event.RecordFailed(number, reason, told.retryAfter(), told.denied());
    }
    return new Event.RecordFailed(number, reason, Duration.ZERO, false);
  }

  private static Event answered(long number, boolean conditional, HttpRefusal refusal) {
    if (conditional && refusal.isConflict()) {
      return new Event.RecordConflict(number);
    }
    return conditional && refusal.mayBeConflict()
        ? new Event.RecordRefused(number, refusal.reason(), refusal.retryAfter())
        : new Event.RecordFailed(
            number, refusal.reason(), refusal.retryAfter(), refusal.isDenial());
  }
}
