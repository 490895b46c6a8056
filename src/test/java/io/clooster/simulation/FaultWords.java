// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

/** Faults as a story tells them. */
final class FaultWords {
  private FaultWords() {}

  static String of(SimulatedFault fault, Setup setup, boolean begins) {
    String one = Setup.name(fault.server());
    String other = Setup.name(fault.other());
    String words =
        switch (fault.kind()) {
          case CRASH ->
              begins
                  ? one
                      + "'s process is killed"
                      + (fault.waitsForAWrite() ? " right after its next write" : "")
                  : one + "'s process may start again";
          case POWER_CUT -> begins ? one + " loses power" : one + " has power again";
          case STOP ->
              begins
                  ? one
                      + " is stopped"
                      + (fault.amount() >= 500 && !fault.forGood()
                          ? " to be back within " + fault.amount() * 60L + " ms"
                          : "")
                  : one + "'s process may start again";
          case FREEZE -> one + (begins ? " stands still" : " is thawed");
          case SUSPEND ->
              one + (begins ? " is suspended" : " wakes up; its clock stood still, too");
          case SLOW -> one + (begins ? " stumbles" : " runs smoothly again");
          case CLOCK_STEP -> one + "'s wall clock is set";
          case UNHEALTHY -> one + (begins ? "'s own checks fail" : "'s own checks succeed");
          case DRAIN -> one + (begins ? " is drained" : " is put into service again");
          case SWITCH -> {
            String target = FaultInjector.chosen(fault, setup);
            yield one
                + " is asked to have the record moved to "
                + (target.isEmpty() ? "whom the order of preference says" : target);
          }
          case HOLD ->
              begins
                  ? one + " is told to have nothing moved for " + fault.lasts() + " ms"
                  : "what " + one + " was told about moves may be over";
          case RELEASE -> one + " is told that moves may be made again";
          case BEFORE_ACTIVE_FAILS ->
              one + "'s before_active " + (begins ? "fails, hangs or is slow" : "works again");
          case OBSERVE -> one + " is restarted, to " + (begins ? "observe only" : "act again");
          case NEW_LIST ->
              begins
                  ? one
                      + " is "
                      + (adds(setup) ? "added to" : "removed from")
                      + " the list of servers"
                  : "the list of servers may be the same everywhere";
          case WRONG_KEY ->
              one + " is restarted with " + (begins ? "a wrong key" : "the right key");
          case OTHER_LISTS ->
              one
                  + " is restarted with "
                  + (begins ? "another list of servers" : "the right lists");
          case STRANGER_ANSWERS ->
              "on "
                  + one
                  + "'s port "
                  + (begins ? "a stranger answers" : "no stranger answers any more")
                  + (Strangers.needsAFreePort(fault) ? ", where the port is free" : "");
          case STRANGER_CALLS ->
              "a stranger " + (begins ? "calls " : "does not call ") + one + " as " + other;
          case CUT ->
              one
                  + " and "
                  + other
                  + (begins ? " are cut from each other" : " reach each other again");
          case CUT_ONE_WAY ->
              "nothing of " + one + "'s reaches " + other + (begins ? "" : ": mended");
          case CUT_OFF ->
              one + (begins ? " is cut off from all others" : " is not cut off any more");
          case PARTITION -> "the network is " + (begins ? "split" : "whole again");
          case JITTER ->
              "packets between "
                  + one
                  + " and "
                  + other
                  + (begins ? " are late" : " are on time again");
          case LOSS ->
              "packets between "
                  + one
                  + " and "
                  + other
                  + (begins ? " get lost" : " get through again");
          case RESET -> "the connections between " + one + " and " + other + " are reset";
          case HALF_RESET ->
              "the connections between "
                  + one
                  + " and "
                  + other
                  + " are reset, unknown to "
                  + other;
          case REJECT ->
              "a firewall between "
                  + one
                  + " and "
                  + other
                  + (begins ? " rejects" : " accepts again");
          case API_CUT_OFF ->
              one + (begins ? " can't reach the DNS API" : " reaches the DNS API again");
          case API_READ_ONLY -> "the DNS API " + (begins ? "refuses" : "accepts") + " all writes";
          case API_LISTS_LAG ->
              begins
                  ? "the DNS API's lists lag by " + FaultReach.lag(fault) / Clock.MILLI + " ms"
                  : "the DNS API's lists lag no more";
          case API_UNLISTED ->
              "the DNS API's lists " + (begins ? "leave out" : "show") + " the claim";
          case API_UNREFERENCED ->
              "the DNS API " + (begins ? "finds no claim" : "finds claims") + " by its id";
          case HAND_EDIT -> "somebody edits the record by hand";
          case CLAIM_DELETED -> "somebody deletes the claim";
          case CLAIM_ILLEGIBLE -> "somebody makes the claim illegible";
          case CLAIM_HUGE -> "somebody writes a claim beyond belief";
          case CLAIM_EDIT -> "somebody edits the claim";
          case NOTIFIER_DOWN -> "the notifier is " + (begins ? "down" : "up again");
          default -> fault.kind().word() + (begins ? " begins" : " ends");
        };
    return words + (begins && fault.forGood() ? ", for good" : "");
  }

  private static boolean adds(Setup setup) {
    return setup.change() != null && setup.change().adds();
  }
}
