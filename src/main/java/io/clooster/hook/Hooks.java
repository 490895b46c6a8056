// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.call.ShuttingDownException;
import io.clooster.config.Config;
import io.clooster.config.HookProgram;
import io.clooster.failover.Action;
import io.clooster.program.BoundedProgram;
import io.clooster.program.MarkedProgram;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that run when this server's part has changed. What is still to be run is kept in a
 * file; where that can't be read or written, they run all the same, and only a kill loses them.
 */
public final class Hooks {
  /** So long the first one waits for what an earlier process left. */
  private static final Duration LEFT_WITHIN = Duration.ofSeconds(5);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Config config;
  private final Deadlines deadlines;
  private final HookStore store;
  private final HookEnvironment environment;
  private final HookMessages messages;
  private final HookQueue queue = new HookQueue();
  private final List<Action.RunHook> wanted = new ArrayList<>();
  private final long started = System.nanoTime();

  /** Whether what an earlier process left was read, or is waited for no longer. */
  private boolean ready;

  private @Nullable HookOrder running;

  /** Whether Clooster stops: what is left is the next start's. */
  private boolean stopping;

  /** What the file holds, as far as we know; null for what we did not write. */
  private @Nullable HookState stored;

  private boolean storing;
  private boolean warned;

  public Hooks(Config config, Deadlines deadlines, HookStore store) {
    this.config = config;
    this.deadlines = deadlines;
    this.store = store;
    this.environment = new HookEnvironment(config);
    this.messages = new HookMessages(config.thisServer());
  }

  /**
   * Reads what an earlier process left, and ends what is left of a program that it ran. A server
   * that only observes runs none of it, then or later.
   */
  public void load() {
    HookState left = left();
    for (HookOrder order : left.waiting()) {
      if (order.mark() != null) {
        MarkedProgram.killLeft(order.mark());
      }
    }
    synchronized (this) {
      if (!ready) {
        queue.restore(config.observing() ? HookState.NOTHING : left, System.nanoTime());
        stored = left;
        ready = true;
      }
    }
  }

  private HookState left() {
    try {
      HookState state = JSON.readValue(store.read(), HookState.class);
      String unsound = state == null ? "it is empty" : state.unsound().orElse(null);
      if (state != null && unsound == null) {
        return state;
      }
      illegible(String.valueOf(unsound));
    } catch (NoSuchFileException e) {
      // Nothing was ever to be run.
    } catch (JacksonException | NullPointerException e) {
      illegible("it is not what Clooster writes there");
    } catch (IOException e) {
      illegible(FailureText.of(e));
    }
    return HookState.NOTHING;
  }

  private void illegible(String why) {
    LOG.warn(
        "file={} state=illegible: which programs an earlier run left to be run is not known, and"
            + " they are not run: {}",
        store,
        why);
  }

  /** This is to be run. It is to be stored at once, whatever runs meanwhile. */
  public synchronized void take(Action.RunHook hook) {
    wanted.add(hook);
    if (ready) {
      takeWanted(System.nanoTime());
    }
  }

  private void takeWanted(long now) {
    wanted.forEach(hook -> queue.add(HookOrder.of(hook), now));
    wanted.clear();
  }

  /** Whether there is one to be run now; it counts as started from now on. */
  public synchronized boolean next() {
    long now = System.nanoTime();
    if (stopping || (!ready && now - started < LEFT_WITHIN.toNanos())) {
      return false;
    }
    ready = true;
    takeWanted(now);
    running = queue.start(MarkedProgram.newMark(), now);
    return running != null;
  }

  /**
   * Runs it.
   *
   * @return what is to be told about that
   */
  public List<Action.Notify> run() {
    HookOrder order = Objects.requireNonNull(running, "next() was not asked");
    HookProgram program = config.hooks().get(order.hook());
    if (program == null) {
      synchronized (this) {
        queue.succeeded(); // An earlier run had it in its configuration.
      }
      return List.of();
    }
    LOG.info("hook={} state=started: {} epoch={}", order.hook(), program.name(), order.epoch());
    try {
      new BoundedProgram(deadlines, program.timeout())
          .run(
              new MarkedProgram(
                  program.words(), environment.of(order), Objects.requireNonNull(order.mark())));
      return succeeded(order, program);
    } catch (ShuttingDownException e) {
      synchronized (this) {
        queue.interrupted();
        stopping = true;
      }
      return List.of();
    } catch (IOException e) {
      return failed(order, program, FailureText.of(e));
    }
  }

  private synchronized List<Action.Notify> succeeded(HookOrder order, HookProgram program) {
    LOG.info("hook={} state=done: {} ended well", order.hook(), program.name());
    return queue.succeeded() ? List.of(messages.works(order.hook(), program)) : List.of();
  }

  private synchronized List<Action.Notify> failed(
      HookOrder order, HookProgram program, String failure) {
    HookQueue.Failed failed = queue.failed(System.nanoTime());
    Duration retry = failed.retry();
    LOG.warn(
        "hook={} state=failed: {}: {}; {}",
        order.hook(),
        program.name(),
        failure,
        retry == null ? "it is not tried again" : "next try in " + FailureText.of(retry));
    return failed.news()
        ? List.of(messages.failed(order.hook(), program, failure, retry))
        : List.of();
  }

  /** Whether the file is to be written; not while it is, however long that hangs. */
  public synchronized boolean isUnstored() {
    return ready && !storing && !queue.state().equals(stored);
  }

  /** Writes the file. */
  public void store() throws IOException {
    HookState state;
    synchronized (this) {
      state = queue.state();
      storing = true;
    }
    try {
      store.write(JSON.writeValueAsBytes(state));
      synchronized (this) {
        stored = state;
        warned = false;
      }
    } finally {
      synchronized (this) {
        storing = false;
      }
    }
  }

  /** The file could not be written, or not in time. */
  public synchronized void notStored(Exception failure) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "file={} state=unwritten: should Clooster be killed now, the program that it runs is not"
              + " run again: {}",
          store,
          failure instanceof IOException ? FailureText.of(failure) : "the disk does not answer");
    }
  }
}
