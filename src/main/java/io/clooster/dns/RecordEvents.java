// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
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
   * @param answer what its Kamelet left: a {@link RecordSnapshot} of the records as they stand now,
   *     if the provider's answer shows them; anything else says no more than that it is done
   */
  public Event written(long number, @Nullable Object answer) {
    return new Event.RecordWritten(number, answer instanceof RecordSnapshot after ? after : null);
  }

  /** Nothing was written, and why, only another read can tell. */
  public Event refused(long number, Exception refusal) {
    Duration retryAfter =
        FailureText.rootOf(refusal) instanceof DnsRefusal refused
            ? refused.retryAfter()
            : Duration.ZERO;
    return new Event.RecordRefused(number, FailureText.of(refusal), retryAfter);
  }

  /** Nothing was written, as what was read is not there any more. */
  public Event conflict(long number) {
    return new Event.RecordConflict(number);
  }

  /** Any failure on the way, ours or the provider's. */
  public Event failed(long number, Exception failure) {
    Throwable root = FailureText.rootOf(failure);
    Duration retryAfter = root instanceof DnsFailure refused ? refused.retryAfter() : Duration.ZERO;
    boolean denied =
        (root instanceof DnsFailure refused && refused.denied())
            || (root instanceof HttpOperationFailedException answer
                && DnsFailure.isDenial(answer.getStatusCode()));
    return new Event.RecordFailed(number, FailureText.of(failure), retryAfter, denied);
  }
}
