// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.call.ShuttingDownException;
import io.clooster.config.Config;
import io.clooster.config.HookProgram;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Durations;
import io.clooster.failover.Event;
import io.clooster.failover.Hook;
import io.clooster.failover.RecordSnapshot;
import io.clooster.program.BoundedProgram;
import io.clooster.program.MarkedProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.ExchangeTimedOutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that runs before the write which makes this server the holder: where it fails, the
 * write is not made. The route that calls it waits for two seconds at most.
 */
public final class BeforeActive {
  /** What starting it, ending it, and reading what it wrote may take is kept of the two seconds. */
  static final Duration LONGEST = Duration.ofMillis(1800);

  /**
   * The same take-over, by the same reading, that is tried again so soon does not need it again.
   */
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Config config;
  private final @Nullable HookProgram program;
  private final Deadlines deadlines;
  private final HookEnvironment environment;
  private final HookMessages messages;

  /** What stood there when it ended well last; null for never. */
  private @Nullable RecordSnapshot prepared;

  private long preparedAt;

  /** Whether that it fails was told, and not yet that it works. */
  private boolean failing;

  public BeforeActive(Config config, Deadlines deadlines) {
    this.config = config;
    this.program = config.hooks().get(Hook.BEFORE_ACTIVE.word());
    this.deadlines = deadlines;
    this.environment = new HookEnvironment(config);
    this.messages = new HookMessages(config.thisServer());
  }

  /** Whether it is to run before this write. */
  public synchronized boolean isDue(Action.WriteRecord write) {
    boolean done =
        prepared != null
            && prepared.isSameAs(write.snapshot())
            && System.nanoTime() - preparedAt < GOOD_FOR.toNanos();
    return program != null && !done && write.makesHolder(config.thisServer());
  }

  /**
   * What became of it.
   *
   * @param failure how it failed; null where it ended well
   * @param stopped a stop of ours that ended it, which says nothing; null for none
   */
  record Outcome(@Nullable String failure, @Nullable ShuttingDownException stopped) {}

  /** Runs it: what fails is an answer, as it is for a route that waits. */
  public Outcome run(Action.WriteRecord write) {
    HookProgram runs = Objects.requireNonNull(program, "isDue() was not asked");
    Claim claim = write.claim();
    Claim before = write.snapshot().claim();
    String holder = before == null ? write.snapshot().value() : before.holder();
    try {
      new BoundedProgram(deadlines, Durations.min(runs.timeout(), LONGEST))
          .run(
              new MarkedProgram(
                  runs.words(),
                  environment.before(claim == null ? 0 : claim.epoch(), holder),
                  MarkedProgram.newMark()));
    } catch (ShuttingDownException e) {
      return new Outcome(null, e);
    } catch (IOException e) {
      return new Outcome(FailureText.of(e), null);
    }
    LOG.info("hook={} state=done: {} ended well", Hook.BEFORE_ACTIVE.word(), runs.name());
    synchronized (this) {
      prepared = write.snapshot();
      preparedAt = System.nanoTime();
    }
    return new Outcome(null, null);
  }

  /** It could not even be ended in time. */
  public Outcome late(ExchangeTimedOutException late) {
    return new Outcome(
        "no end within " + FailureText.of(Duration.ofMillis(late.getTimeout())), null);
  }

  /**
   * The write may be made.
   *
   * @return what is to be told about that
   * @throws BeforeActiveFailure when it may not
   * @throws ShuttingDownException when nobody knows, as we stop
   */
  public synchronized List<Action.Notify> passed(Outcome outcome)
      throws BeforeActiveFailure, ShuttingDownException {
    if (outcome.stopped() != null) {
      throw outcome.stopped();
    } else if (outcome.failure() != null) {
      throw new BeforeActiveFailure(outcome.failure());
    }
    boolean news = failing && program != null;
    failing = false;
    return news
        ? List.of(messages.works(Hook.BEFORE_ACTIVE.word(), Objects.requireNonNull(program)))
        : List.of();
  }

  /** What the decision has to know of a write that was not made, as this failed. */
  public Event failed(long number, Exception failure) {
    return new Event.BeforeActiveFailed(number, reason(failure));
  }

  /** What is to be told of that. */
  public synchronized List<Action.Notify> told(Exception failure) {
    if (failing || program == null) {
      return List.of();
    }
    failing = true;
    return List.of(messages.failed(Hook.BEFORE_ACTIVE.word(), program, words(failure), null));
  }

  private String reason(Exception failure) {
    return (program == null ? "" : program.name() + ": ") + words(failure);
  }

  private static String words(Exception failure) {
    return FailureText.of(FailureText.rootOf(failure));
  }
}
