// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wrong, each thing once, whatever shows it: a peer's state, a failing call, an alert. */
final class Causes {
  private Causes() {}

  /** The worst first; empty where all is well. */
  static List<String> of(Status status) {
    List<String> causes = new ArrayList<>();
    String down = down(status);
    if (down != null) {
      causes.add(down);
    }
    boolean weAreDown = down != null && holds(status, status.server());
    if (status.observes()) {
      causes.add("this server only observes, and moves nothing: \"mode\" is \"observe\"");
    }
    if (status.drained()) {
      causes.add("this server is drained: clooster resume puts it into service again");
    }
    if (status.heldFor() != null) {
      causes.add("an operator has all moves held: clooster release ends that");
    }
    if (!status.healthy() && !weAreDown) {
      causes.add("the own checks of this server fail" + how(status));
    }
    for (Status.Peer peer : status.peers()) {
      String cause = cause(peer);
      if (cause != null && !(holds(status, peer.name()) && (isGone(peer) || isUnknown(peer)))) {
        causes.add(cause);
      }
    }
    addLists(status, causes);
    if (status.record().failing() != null && status.record().value() != null) {
      causes.add("the DNS provider: " + status.record().failing());
    }
    if (isUnseen(status)) {
      causes.add("the DNS provider does not show the claim, so a cut link may move the record");
    }
    status.alerts().stream()
        .filter(alert -> !isSaid(alert, status))
        .map(alert -> alert.kind() + (alert.peer().isEmpty() ? "" : " " + alert.peer()))
        .forEach(alert -> causes.add("told and not over: " + alert));
    return causes;
  }

  private static String how(Status status) {
    return status.failingCheck() == null ? "" : ": " + status.failingCheck();
  }

  private static void addLists(Status status, List<String> causes) {
    Status.Lists lists = status.lists();
    if (lists == null || (lists.others().isEmpty() && lists.unlisted().isEmpty())) {
      return;
    }
    if (lists.takenOff()) {
      causes.add(
          "this server was taken off the list of servers, and takes no record any more: stop"
              + " Clooster here for good, or start it with the newest list and \"servers_version\"");
      return;
    }
    StringBuilder cause = new StringBuilder("the list of servers is being changed: version ");
    cause.append(lists.version()).append(" here");
    new TreeMap<>(lists.others())
        .forEach(
            (server, version) -> cause.append(", ").append(version).append(" at ").append(server));
    if (!lists.unlisted().isEmpty()) {
      cause.append("; until it is the same everywhere, no record goes to ");
      cause.append(String.join(", ", new TreeSet<>(lists.unlisted())));
    }
    causes.add(cause.toString());
  }

  /** True when as far as this server knows no server that works holds the record. */
  static boolean isDown(Status status) {
    return down(status) != null;
  }

  private static @Nullable String down(Status status) {
    if (status.record().value() == null) {
      return status.record().failing() == null
          ? "the record was not read yet"
          : "the record can't be read: " + status.record().failing();
    }
    String holder = status.role().holder();
    if (holder == null && status.protocol() == 1) {
      return "the record points at no server of the pair: " + status.record().value();
    } else if (holder == null) {
      return "it is not known which server holds the record";
    } else if (holder.equals(status.server())) {
      return status.healthy()
          ? null
          : "this server holds the record, and its own checks fail" + how(status);
    }
    for (Status.Peer peer : status.peers()) {
      if (peer.name().equals(holder) && isUnknown(peer)) {
        return holder + " holds the record, and was not heard since our start" + why(peer);
      } else if (peer.name().equals(holder) && isGone(peer)) {
        return Boolean.FALSE.equals(peer.eligible())
            ? holder + " holds the record, and its own checks fail"
            : holder + " holds the record, and is " + peer.state() + why(peer);
      }
    }
    return isForeign(holder, status)
        ? holder
            + " holds the record, and is not on the list of servers here: whether it works can't be"
            + " told, and nothing is taken from it"
        : null;
  }

  private static boolean isForeign(String holder, Status status) {
    return !holder.equals(status.server())
        && status.peers().stream().noneMatch(peer -> peer.name().equals(holder));
  }

  private static @Nullable String cause(Status.Peer peer) {
    if (!peer.isLinked()) {
      return peer.name() + " is " + peer.state() + why(peer);
    }
    if (peer.drained()) {
      return peer.name() + " is drained";
    }
    if (Boolean.FALSE.equals(peer.eligible())) {
      return "the own checks of " + peer.name() + " fail";
    }
    return peer.observes() ? peer.name() + " only observes, and takes no record" : null;
  }

  /** Of one that was stopped nobody has to be told that it does not answer. */
  private static String why(Status.Peer peer) {
    if (peer.state().equals("stopped")) {
      return ", as it had said";
    }
    return peer.hint().isEmpty() ? "" : ": " + peer.hint();
  }

  private static boolean holds(Status status, String server) {
    return server.equals(status.role().holder());
  }

  /** Whether it works can't be said yet: its claim, which it has to renew, will tell. */
  private static boolean isUnknown(Status.Peer peer) {
    return peer.state().equals("never-seen");
  }

  private static boolean isGone(Status.Peer peer) {
    return peer.state().equals("dead")
        || peer.state().equals("stopped")
        || (Boolean.FALSE.equals(peer.eligible()) && !peer.drained());
  }

  private static boolean isUnseen(Status status) {
    return status.claim() != null && status.claim().shown().equals("unseen");
  }

  /** True for an alert about what is said already. */
  private static boolean isSaid(Status.Alert alert, Status status) {
    String kind = alert.kind();
    if (kind.equals(AlertKind.NO_LINK.message()) || kind.equals(AlertKind.PEER_DOWN.message())) {
      return isMissed(alert.peer(), "", status);
    } else if (kind.equals(AlertKind.CONFIG_DIFFERS.message())) {
      return isMissed(alert.peer(), "the configurations differ", status);
    } else if (kind.equals(AlertKind.CLAIM_FOREIGN.message())) {
      return alert.peer().equals(status.role().holder());
    } else if (kind.equals(AlertKind.HELD.message())) {
      return status.heldFor() != null;
    } else if (kind.equals(AlertKind.UNHEALTHY.message())) {
      return !status.healthy();
    } else if (kind.equals(AlertKind.CLAIM_UNSEEN.message())) {
      return isUnseen(status);
    }
    return kind.equals(AlertKind.RECORD_LOST.message()) && status.record().failing() != null;
  }

  private static boolean isMissed(String peer, String hint, Status status) {
    return status.peers().stream()
        .anyMatch(
            each -> each.name().equals(peer) && !each.isLinked() && each.hint().contains(hint));
  }
}
