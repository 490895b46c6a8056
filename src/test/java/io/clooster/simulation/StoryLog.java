// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.message.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The story of a run, one line an event, with the record's value at the right. Only kept where
 * somebody is going to read it.
 */
final class StoryLog {
  private static final int WIDTH = 110;

  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private @Nullable Clock clock;
  private @Nullable DnsApi api;

  private StoryLog(boolean kept) {
    this.kept = kept;
  }

  static StoryLog kept() {
    return new StoryLog(true);
  }

  static StoryLog none() {
    return new StoryLog(false);
  }

  void knows(Clock time, DnsApi dns) {
    clock = time;
    api = dns;
  }

  List<String> lines() {
    return lines;
  }

  /** What befalls the world. */
  void happens(Supplier<String> what) {
    if (kept) {
      line("", "*** " + what.get());
    }
  }

  void happens(Machine machine, String what) {
    line(machine.name(), "*** " + what);
  }

  void logged(Machine machine, Action.Log line) {
    if (kept) {
      line(machine.name(), Words.of(machine.name(), Setup.RECORD).line(line));
    }
  }

  void writes(Machine machine, Action.WriteRecord write) {
    if (kept) {
      line(machine.name(), "--> " + words(write));
    }
  }

  void lands(Machine machine, Action.WriteRecord write) {
    if (kept) {
      line(machine.name(), "    " + words(write) + " takes effect");
    }
  }

  private static String words(Action.WriteRecord write) {
    Claim claim = write.claim();
    String beside =
        claim == null
            ? ""
            : String.format(
                "claim %d:%s for %d s", claim.epoch(), claim.holder(), claim.renew().toSeconds());
    if (claim != null && write.value().equals(write.snapshot().value())) {
      return beside;
    }
    return "write " + write.value() + (claim == null ? "" : ", " + beside);
  }

  /** Failures only: what succeeds shows in what follows. */
  void answered(Machine machine, Event answer) {
    if (answer instanceof Event.RecordFailed failed) {
      line(machine.name(), "<-- " + failed.reason());
    } else if (answer instanceof Event.RecordConflict) {
      line(machine.name(), "<-- conflict: another one was faster");
    }
  }

  void told(Machine machine, SimulatedMessage letter) {
    if (kept) {
      line(machine.name(), "(to the administrator) " + letter.title() + ": " + letter.text());
    }
  }

  private void line(String who, String what) {
    if (!kept || clock == null || api == null) {
      return;
    }
    String left = String.format("%10.3f s  %-5s %s", clock.now() / 1e9, who, what);
    lines.add(String.format("%-" + WIDTH + "s | %s", left, api.zone()));
  }
}
