// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import com.fasterxml.jackson.core.JacksonException;
import io.clooster.call.FailureText;
import io.clooster.call.Redaction;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.message.Messages;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last incidents, in memory, and on the disk as soon as that takes them. The disk is used by
 * {@link #load} and {@link #store} alone, which may hang; nothing else waits for them. What it does
 * not take costs this list, after a restart, and nothing else.
 */
public final class Incidents {
  /** A disk that has not answered for so long hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final String server;
  private final IncidentStore store;
  private final Clock wall;
  private final IncidentTimes left = new IncidentTimes();
  private final IncidentList list = new IncidentList(left::add);
  private final GroupWatch group;
  private final ActionWatch actions;

  /** What the disk holds; -1 before it was read. */
  private long stored = -1;

  /** Since when the disk is at it; null while it is not. */
  private @Nullable Instant storing;

  private boolean warned;

  /**
   * Of none yet.
   *
   * @param server our name
   * @param servers all names, ours too
   * @param messages the words for them
   * @param clock tells what the wall clock showed at a moment
   */
  public Incidents(
      String server,
      List<String> servers,
      Messages messages,
      Function<Moment, Instant> clock,
      IncidentStore store) {
    this(server, servers, messages, clock, store, Clock.systemUTC());
  }

  Incidents(
      String server,
      List<String> servers,
      Messages messages,
      Function<Moment, Instant> clock,
      IncidentStore store,
      Clock wall) {
    this.server = server;
    this.store = store;
    this.wall = wall;
    this.group = new GroupWatch(servers, list);
    this.actions = new ActionWatch(server, list, group, messages, clock);
  }

  /** The decision wants these done. */
  public synchronized void decided(@Body List<Action> wanted) {
    actions.saw(wanted, wall.instant());
  }

  /** Something has happened: an event, or a list of them. */
  public synchronized void happened(@Body Object events) {
    List<?> all = events instanceof List<?> several ? several : List.of(events);
    for (Object each : all) {
      if (each instanceof Event event) {
        group.saw(event, wall.instant());
      }
    }
  }

  /** A notifier took the message of this id. */
  public synchronized void delivered(String message) {
    Long number = list.find(each -> each.message().equals(message));
    if (number != null && !message.isEmpty()) {
      list.change(number, each -> each.firstAt(Step.TOLD, wall.instant()));
    }
  }

  /** As they are told, the last one first: plain data for JSON. */
  public synchronized Map<String, Object> view() {
    List<Incident> last = list.all();
    Collections.reverse(last);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("server", server);
    view.put("incidents", last.stream().map(Incidents::redacted).map(IncidentJson::of).toList());
    return view;
  }

  /** All of them, the last one first. */
  public synchronized List<Incident> last() {
    List<Incident> last = new ArrayList<>(list.all().stream().map(Incidents::redacted).toList());
    Collections.reverse(last);
    return last;
  }

  /** How long they took: those that are kept, and those that were since the start. */
  public synchronized IncidentTimes times() {
    IncidentTimes all = left.copy();
    list.all().forEach(all::add);
    return all;
  }

  private static Incident redacted(Incident known) {
    return known.told(
        known.kind(), known.message(), Redaction.of(known.title()), Redaction.of(known.text()));
  }

  /** Whether there is something to be stored; not while the disk is at it, however long. */
  public synchronized boolean isUnstored() {
    Instant since = storing;
    if (since != null && !wall.instant().isBefore(since.plus(PATIENCE))) {
      unstored("the disk does not answer");
    }
    return since == null && stored >= 0 && list.version() != stored;
  }

  /** Reads what an earlier run left. */
  public void load() {
    EarlierRun earlier = earlier();
    synchronized (this) {
      list.addEarlier(earlier.incidents());
      group.ran(earlier, wall.instant());
      stored = 0;
    }
  }

  private EarlierRun earlier() {
    begin();
    try {
      return IncidentJson.read(store.read());
    } catch (NoSuchFileException e) {
      return EarlierRun.NONE;
    } catch (IncidentJson.Malformed e) {
      illegible(e.getMessage());
    } catch (JacksonException e) {
      illegible("it is no JSON");
    } catch (IOException e) {
      illegible(FailureText.of(e));
    } finally {
      end();
    }
    return EarlierRun.NONE;
  }

  private void illegible(@Nullable String why) {
    LOG.warn(
        "file={} state=illegible: the incidents of earlier runs are not shown, and the next one"
            + " overwrites it; the failover is not concerned: {}",
        store,
        why);
  }

  /** Writes the file. */
  public void store() {
    EarlierRun run;
    long version;
    synchronized (this) {
      run =
          new EarlierRun(
              list.all().stream().map(Incidents::redacted).toList(), group.holder(), group.epoch());
      version = list.version();
    }
    begin();
    try {
      store.write(IncidentJson.stored(run));
      synchronized (this) {
        stored = version;
        warned = false;
      }
    } catch (IOException e) {
      unstored(FailureText.of(e));
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    storing = wall.instant();
  }

  private synchronized void end() {
    storing = null;
  }

  private synchronized void unstored(String why) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "file={} state=unstored: clooster incidents forgets the last ones at a restart, until"
              + " they can be stored; nothing else is concerned: {}",
          store,
          why);
    }
  }
}
