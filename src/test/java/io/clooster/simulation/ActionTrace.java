// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.Failover;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Report;
import io.clooster.message.Message;
import io.clooster.message.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the decisions of one run want done, in order, each with its server and its moment, in
 * words that neither a class's name nor the order of a set changes: two builds that behave alike
 * have the same trace. What is done and what is logged or told are apart, so that other words show
 * as other words alone.
 */
final class ActionTrace {
  private static final int DIGEST_BYTES = 8;

  private final MessageDigest done = digest();
  private final MessageDigest said = digest();
  private final Consumer<String> lines;

  /** {@code lines} gets each action as it comes. */
  ActionTrace(Consumer<String> lines) {
    this.lines = lines;
  }

  /** The same cores, whose actions are written down here. */
  CoreFactory of(CoreFactory cores) {
    return (setup, machine, run, dice) -> {
      Failover core = cores.core(setup, machine, run, dice);
      Words words = Words.of(machine.name(), Setup.RECORD);
      return (event, now) -> {
        List<Action> actions = core.on(event, now);
        actions.forEach(action -> add(now.nanos() + " " + run + " ", words, action));
        return actions;
      };
    };
  }

  /** Eight bytes of what was done, and eight of what was said. */
  String digests() {
    return hex(done) + " " + hex(said);
  }

  private void add(String when, Words words, Action action) {
    String text = said(words, action);
    boolean isSaid = text != null;
    String line = when + (isSaid ? text : done(action)) + "\n";
    (isSaid ? said : done).update(line.getBytes(StandardCharsets.UTF_8));
    lines.accept(line);
  }

  private static @Nullable String said(Words words, Action action) {
    if (action instanceof Action.Log log) {
      return "log " + log.warning() + " " + words.line(log);
    } else if (action instanceof Action.Notify message) {
      return "notify " + words(words, message);
    } else if (action instanceof Action.Intend intend) {
      return "intend "
          + intend.epoch()
          + " "
          + intend.value()
          + " "
          + words(words, intend.message());
    } else if (action instanceof Action.Release release) {
      return "release " + release.id();
    }
    return action instanceof Action.Drop drop ? "drop " + drop.id() : null;
  }

  private static String words(Words words, Action.Notify message) {
    Message worded = words.of(message);
    return String.join(
        "|",
        message.id(),
        message.kind(),
        message.severity().word(),
        message.peer(),
        worded.title(),
        worded.text());
  }

  private static String done(Action action) {
    if (action instanceof Action.Connect connect) {
      return "connect " + connect.peer();
    } else if (action instanceof Action.SendKeepAlive alive) {
      return "alive " + alive.link();
    } else if (action instanceof Action.SendReport sent) {
      return "report " + sent.link() + " " + words(sent.report());
    } else if (action instanceof Action.SendLeave leave) {
      return "leave " + leave.link() + " " + leave.reason() + " " + leave.backWithin();
    } else if (action instanceof Action.SendOrder order) {
      return "order " + order.link() + " " + order.order() + " " + order.target();
    } else if (action instanceof Action.SendOrderAnswer answer) {
      return "answer " + answer.link() + " " + answer.order() + " " + answer.refusal();
    } else if (action instanceof Action.AnswerOrder answer) {
      return "answer " + answer.order() + " " + answer.by() + " " + answer.refusal();
    } else if (action instanceof Action.CloseLink close) {
      return "close " + close.link();
    } else if (action instanceof Action.ReadRecord read) {
      ClaimReference asked = read.reference();
      return "read " + read.number() + (asked == null ? "" : " " + asked.epoch() + asked.id());
    } else if (action instanceof Action.WriteRecord write) {
      return "write "
          + write.number()
          + " "
          + words(write.snapshot())
          + " "
          + write.value()
          + words(write.claim());
    } else if (action instanceof Action.VerifyRecord verify) {
      return "verify " + verify.number() + " " + words(verify.snapshot()) + " " + verify.value();
    } else if (action instanceof Action.RunHook hook) {
      return String.join(
          " ", hook.hook().word(), "" + hook.epoch(), hook.holder(), hook.previous());
    }
    throw new IllegalStateException("There are no words for " + action);
  }

  private static String words(Report report) {
    return String.join(
        "|",
        String.valueOf(report.sequence()),
        String.valueOf(report.eligible()),
        String.join("+", new TreeSet<>(report.sees())),
        report.holder(),
        String.valueOf(report.epoch()),
        report.reference());
  }

  private static String words(RecordSnapshot snapshot) {
    return snapshot.value()
        + words(snapshot.claim())
        + " "
        + snapshot.reference()
        + " "
        + words(snapshot.sight())
        + " "
        + snapshot.source();
  }

  private static String words(ClaimSight sight) {
    return switch (sight) {
      case LISTED -> "0";
      case BY_REFERENCE -> "1";
      case GONE -> "2";
    };
  }

  private static String words(@Nullable Claim claim) {
    return claim == null
        ? ""
        : String.join(
            ":",
            " " + claim.epoch(),
            claim.holder(),
            claim.renew().toString(),
            claim.retry()
                + (claim.pinned() ? ":pinned" : "")
                + (claim.hold() == null ? "" : ":hold-" + claim.hold().number()));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
