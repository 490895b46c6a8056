// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of the messages to the administrator; the original's where it had them. */
final class Texts {
  private static final String WENT_WRONG = "Here's what went wrong: ";

  private static final String LEFT_SO =
      ". Clooster leaves it so until a server goes down or comes back; set it back yourself if you"
          + " want it before";

  private final String thisServer;
  private final String record;

  Texts(String thisServer, String record) {
    this.thisServer = thisServer;
    this.record = record;
  }

  /** As people say it: 484 ms, 2.3 s, 5 s, 90 s. What is left over is dropped. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    long tenths = millis / 100 % 10;
    boolean whole = tenths == 0 || millis >= 10_000;
    return whole ? millis / 1000 + " s" : millis / 1000 + "." + tenths + " s";
  }

  String title(Cause cause) {
    if (cause instanceof Cause.PeerDown down) {
      return server(down.peer(), "is now down (" + down.reason() + ")");
    } else if (cause instanceof Cause.PeerUp up) {
      return server(up.peer(), "is now up");
    } else if (cause instanceof Cause.Ill ill) {
      return server(ill.peer(), "is not well: its own checks fail");
    } else if (cause instanceof Cause.Failback back) {
      return me("The record '" + record + "' goes back to '" + back.peer() + "'");
    } else if (cause instanceof Cause.Start start) {
      return server(start.peer(), "is now up");
    }
    return me("The record '" + record + "' is put right");
  }

  String titleOfFailure(Cause cause) {
    return title(cause) + ", but something went wrong while updating the record";
  }

  /** {@code overwritten} is what someone had set by hand, null when nobody had. */
  String changed(String value, @Nullable String overwritten) {
    String text = "The address for '" + record + "' has been changed to '" + value + "'";
    return overwritten == null ? text : text + " (it held '" + overwritten + "', set by hand)";
  }

  /** Since when, where that is known: not of one that was out of sight long before it died. */
  String sinceWhen(Cause cause, Duration since) {
    return cause instanceof Cause.PeerDown down && !down.reason().equals(ByClaim.NOT_RENEWED)
        ? ", " + duration(since) + " after '" + down.peer() + "' was missed first"
        : "";
  }

  /** What is left after a move. */
  String leftToDo(Cause cause, Duration cached) {
    String resolvers =
        cached.isZero() ? "" : ". Resolvers may give the old one for " + duration(cached) + " more";
    return cause instanceof Cause.PeerDown || cause instanceof Cause.Ill
        ? resolvers + ". Look after '" + cause.peer() + "'"
        : resolvers;
  }

  String orOnlyThePath(String peer) {
    return ". Look after '"
        + peer
        + "'; if it lives, and only the path to it is cut, it tells you so itself as soon as it can";
  }

  String unchanged() {
    return "No record change is necessary";
  }

  String superseded() {
    return "Before the record was known to be as wanted for this, the server's state changed again";
  }

  String failure(String reason) {
    return WENT_WRONG + reason + ". Clooster keeps trying";
  }

  String titleOfLostRecord() {
    return me("The record '" + record + "' is out of reach");
  }

  String lost(String reason) {
    return failure(reason) + "; until it succeeds, this server can't move the record";
  }

  String titleOfFoundRecord() {
    return me("The record '" + record + "' is within reach again");
  }

  String holds(String value) {
    return "It holds '" + value + "'";
  }

  String titleOfEdit() {
    return me("The record '" + record + "' was changed by hand");
  }

  String edit(String found, String wanted) {
    return holdsInstead(found, wanted) + LEFT_SO;
  }

  String titleOfForeignChange() {
    return me("The record '" + record + "' was changed, and not from here");
  }

  String foreignChange(String found, String wanted, List<String> by) {
    return holdsInstead(found, wanted)
        + ". Someone set it by hand, or '"
        + String.join("' or '", by)
        + "' lives, out of reach from here, and set it"
        + LEFT_SO;
  }

  private static String holdsInstead(String found, String wanted) {
    return "It holds '" + found + "' instead of '" + wanted + "'";
  }

  String titleOfRestoredEdit() {
    return me("The record '" + record + "' is as wanted again");
  }

  String goesBack(String peer, Duration after) {
    return "The record goes back to '"
        + peer
        + "' when it has been steadily there for "
        + duration(after);
  }

  String titleOfCut(String peer) {
    return me("The path to '" + peer + "' is cut");
  }

  String livesElsewhere(String peer) {
    return "'"
        + peer
        + "' lives, as it renews its claim at the DNS provider, and keeps the record '"
        + record
        + "'. Nothing moves; look at the network between here and there. Should '"
        + peer
        + "' tell you that '"
        + thisServer
        + "' is down: it is not, it is only out of its sight";
  }

  String titleOfPathBack(String peer) {
    return me("The path to '" + peer + "' is back");
  }

  String titleOfLag() {
    return me("Some name servers do not give the new address of '" + record + "' yet");
  }

  String lag(List<String> lagging) {
    return String.join("; ", lagging)
        + ". The DNS provider has accepted the change: look at its name servers, or at what is"
        + " between here and them";
  }

  String titleOfHoldingBack(int visible, int servers) {
    return me("Only " + visible + " of " + servers + " servers are in sight");
  }

  String holdingBack() {
    return "This side moves nothing, as the others may do so: it takes more than half of the servers";
  }

  String titleOfEnough(int visible, int servers) {
    return me(visible + " of " + servers + " servers are in sight again");
  }

  String enough() {
    return "This side moves the record '" + record + "' again when it has to";
  }

  String titleOfNobodyWell() {
    return me("No server is well: the own checks of all that are in sight fail");
  }

  String nobodyWell() {
    return recordStays() + ". Look after what the checks ask for";
  }

  String mayHold() {
    return "It may hold the record '" + record + "' again";
  }

  String recordStays() {
    return "The record '" + record + "' stays as it is";
  }

  String titleOfSomebodyWell(String server) {
    return server(server, "is well again");
  }

  String titleOfMisfit(String peer, HelloFault fault) {
    return switch (fault) {
      case OTHER_CONFIG -> server(peer, "has another configuration");
      case OTHER_VERSION -> server(peer, "speaks another version of the protocol");
      case WRONG_KEY, BROKEN -> titleOfWrongKey(peer);
    };
  }

  String misfit(String reason) {
    return reason + ". Until that is mended, nothing moves for this server";
  }

  String titleOfFit(String peer) {
    return server(peer, "is linked again");
  }

  String fit() {
    return "Its configuration fits";
  }

  String titleOfWrongKey(String peer) {
    return server(peer, "shows a wrong key");
  }

  String wrongKey() {
    return "The pair is not protected. Both configs need the same 'key', and each server's"
        + " 'this_server' must be the other's 'other_server'";
  }

  String titleOfRightKey(String peer) {
    return server(peer, "shows the right key again");
  }

  String rightKey() {
    return "The pair is protected again";
  }

  private String server(String name, String what) {
    return me("Server '" + name + "' " + what);
  }

  private String me(String text) {
    return "[" + thisServer + "] " + text;
  }
}
