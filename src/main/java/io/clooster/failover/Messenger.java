// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what happened into messages to the administrator, each with an id of its own. */
final class Messenger {
  /** A message that concerns no single server. */
  private static final String NOBODY = "";

  private final String run;
  private final Texts texts;
  private final boolean detailed;
  private long sent;

  /** In the original's own words: a pair of protocol 1. */
  Messenger(String run, String thisServer, String record) {
    this(run, thisServer, record, false);
  }

  /**
   * Makes the first one of a run.
   *
   * @param run names this run of this server, unique over restarts
   * @param detailed whether a move is told with what the original did not know
   */
  Messenger(String run, String thisServer, String record, boolean detailed) {
    this.run = run;
    this.detailed = detailed;
    this.texts = new Texts(thisServer, record);
  }

  /**
   * The record holds what was wished.
   *
   * @param since how long after the first sign
   * @param cached how long a resolver may still give the old value; zero when that is not known
   */
  void changed(
      Wish wish, @Nullable String overwritten, Duration since, Duration cached, Actions out) {
    Cause cause = wish.cause();
    String text = texts.changed(wish.value(), overwritten);
    if (detailed) {
      text += texts.sinceWhen(cause, since) + texts.leftToDo(cause, cached);
    }
    send(out, kind(cause), cause.peer(), texts.title(cause), text);
  }

  void unchanged(Cause cause, Actions out) {
    send(out, kind(cause), cause.peer(), texts.title(cause), texts.unchanged());
  }

  /** One that we hold to be dead, and that may only be cut off from us, holds no record. */
  void unchangedOutOfSight(Cause cause, Actions out) {
    send(
        out,
        kind(cause),
        cause.peer(),
        texts.title(cause),
        texts.unchanged() + texts.orOnlyThePath(cause.peer()));
  }

  void superseded(Cause cause, Actions out) {
    send(out, kind(cause), cause.peer(), texts.title(cause), texts.superseded());
  }

  void failing(Cause cause, String reason, Actions out) {
    send(out, kind(cause), cause.peer(), texts.titleOfFailure(cause), texts.failure(reason));
  }

  void recordLost(String reason, Actions out) {
    send(out, "record-lost", NOBODY, texts.titleOfLostRecord(), texts.lost(reason));
  }

  void recordFound(String value, Actions out) {
    send(out, "record-found", NOBODY, texts.titleOfFoundRecord(), texts.holds(value));
  }

  void edited(String found, String wanted, Actions out) {
    send(out, "record-edited", NOBODY, texts.titleOfEdit(), texts.edit(found, wanted));
  }

  void changedElsewhere(String found, String wanted, List<String> by, Actions out) {
    send(
        out,
        "record-edited",
        NOBODY,
        texts.titleOfForeignChange(),
        texts.foreignChange(found, wanted, by));
  }

  void restored(String value, Actions out) {
    send(out, "record-restored", NOBODY, texts.titleOfRestoredEdit(), texts.holds(value));
  }

  void up(String peer, Actions out) {
    unchanged(new Cause.PeerUp(peer), out);
  }

  void upAndPreferred(String peer, Duration back, Actions out) {
    send(out, "peer-up", peer, texts.title(new Cause.PeerUp(peer)), texts.goesBack(peer, back));
  }

  void pathCut(String peer, Actions out) {
    send(out, "path-cut", peer, texts.titleOfCut(peer), texts.livesElsewhere(peer));
  }

  void pathBack(String peer, Actions out) {
    send(out, "path-back", peer, texts.titleOfPathBack(peer), texts.recordStays());
  }

  void putBack(String found, String value, Actions out) {
    send(out, "record-edited", NOBODY, texts.titleOfEdit(), texts.changed(value, found));
  }

  void lag(List<String> lagging, Actions out) {
    send(out, "name-servers-lag", NOBODY, texts.titleOfLag(), texts.lag(lagging));
  }

  void holdingBack(int visible, int servers, Actions out) {
    send(out, "held-back", NOBODY, texts.titleOfHoldingBack(visible, servers), texts.holdingBack());
  }

  void enough(int visible, int servers, Actions out) {
    send(out, "enough", NOBODY, texts.titleOfEnough(visible, servers), texts.enough());
  }

  void nobodyWell(Actions out) {
    send(out, "nobody-well", NOBODY, texts.titleOfNobodyWell(), texts.nobodyWell());
  }

  void somebodyWell(String server, Actions out) {
    send(out, "somebody-well", server, texts.titleOfSomebodyWell(server), texts.mayHold());
  }

  void misfit(String peer, HelloFault fault, String reason, Actions out) {
    send(out, kind(fault), peer, texts.titleOfMisfit(peer, fault), texts.misfit(reason));
  }

  void fit(String peer, Actions out) {
    send(out, "fits-again", peer, texts.titleOfFit(peer), texts.fit());
  }

  void wrongKey(String peer, Actions out) {
    send(out, "wrong-key", peer, texts.titleOfWrongKey(peer), texts.wrongKey());
  }

  void rightKey(String peer, Actions out) {
    send(out, "right-key", peer, texts.titleOfRightKey(peer), texts.rightKey());
  }

  private static String kind(Cause cause) {
    if (cause instanceof Cause.PeerDown) {
      return "peer-down";
    } else if (cause instanceof Cause.Ill) {
      return "peer-ill";
    } else if (cause instanceof Cause.Adopted) {
      return "record-restored";
    }
    return cause instanceof Cause.Failback ? "failback" : "peer-up";
  }

  private static String kind(HelloFault fault) {
    return switch (fault) {
      case OTHER_CONFIG -> "other-config";
      case OTHER_VERSION -> "other-version";
      case WRONG_KEY, BROKEN -> "wrong-key";
    };
  }

  private void send(Actions out, String kind, String peer, String title, String text) {
    sent++;
    out.add(new Action.Notify(run + "-" + sent, kind, peer, title, text));
  }
}
