// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants, on its way through the disk. Two threads meet in it: the one that stores
 * it, and the one that waits for that, for so long and no longer.
 */
public final class OperatorOrder {
  private enum State {
    WAITING,
    STORED,
    FAILED,
    GIVEN_UP
  }

  private final Event event;
  private final boolean anyway;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile @Nullable String why;
  private volatile @Nullable String warning;

  /** Of the thread that stores it. */
  private byte @Nullable [] before;

  /**
   * As soon as it counts.
   *
   * @param event for the decision
   * @param anyway also where no other server could hold the record
   */
  OperatorOrder(Event event, boolean anyway) {
    this.event = event;
    this.anyway = anyway;
  }

  /** For the decision. */
  public Event event() {
    return event;
  }

  boolean anyway() {
    return anyway;
  }

  /** What is told once it is done, plain data for JSON. */
  public Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("done", true);
    String missing = warning;
    if (missing != null) {
      answer.put("warning", missing);
    }
    return answer;
  }

  /** What was on the disk before; null until it gets there. */
  byte @Nullable [] before() {
    return before;
  }

  void before(byte[] content) {
    before = content;
  }

  /** What will not be as it should though it is done. */
  void warn(String missing) {
    warning = missing;
  }

  /** It is on the disk; false where nobody waits for that any more. */
  boolean stored() {
    return state.compareAndSet(State.WAITING, State.STORED);
  }

  /** The disk has refused it; false where nobody waits for that any more. */
  boolean failed(String reason) {
    why = reason;
    return state.compareAndSet(State.WAITING, State.FAILED);
  }

  /** Nobody waits for it any more; false where the disk has answered by now. */
  boolean giveUp() {
    return state.compareAndSet(State.WAITING, State.GIVEN_UP);
  }

  /** What was stored is not to count. */
  void takeBack() {
    state.set(State.GIVEN_UP);
  }

  /** Whether nobody waits for it any more. */
  boolean isGivenUp() {
    return state.get() == State.GIVEN_UP;
  }

  /** Why it is not on the disk; null where it is, or is not known to be. */
  @Nullable String failure() {
    return state.get() == State.FAILED ? why : null;
  }
}
