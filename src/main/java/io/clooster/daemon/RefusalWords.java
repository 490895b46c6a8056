// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.OrderRefusal;

/** What an operator reads where the record is not handed over. */
final class RefusalWords {
  private static final String UNCHANGED = ", so nothing was changed";

  private RefusalWords() {}

  /**
   * Why, and what to do.
   *
   * @param by the server that says so; that holds the record, where it is another one
   * @param target the server that was to hold it; empty for none in particular
   */
  static String of(OrderRefusal refusal, String by, String target) {
    return switch (refusal) {
      case NO_HOLDER ->
          "nobody is known to hold the record"
              + UNCHANGED
              + ": clooster status says why, and whether a server takes it";
      case HOLDER_OUT_OF_SIGHT ->
          "the server that holds the record is not linked with "
              + by
              + UNCHANGED
              + ": say it on that server, whose name clooster status shows";
      case NO_ANSWER ->
          by
              + ", which holds the record, has not answered, or the link to it was lost meanwhile:"
              + " clooster status says how it stands. A Clooster there from before this command"
              + " does not know it";
      case NOT_THE_HOLDER ->
          by + " does not hold the record any more" + UNCHANGED + ": say it again in a few seconds";
      case UNDER_WAY ->
          "a change of the record is under way"
              + UNCHANGED
              + ": say it again in a few seconds; clooster status shows what is";
      case PROVIDER_FAILS ->
          by
              + " holds the record, and can't read it at its provider now"
              + UNCHANGED
              + ": clooster status says on that server what the provider says";
      case UNKNOWN_SERVER -> target + " is no server in the configuration of " + by + UNCHANGED;
      case TARGET_OUT_OF_SIGHT ->
          target + " is not linked with " + by + ", which holds the record" + UNCHANGED;
      case TARGET_DRAINED ->
          target + " is drained" + UNCHANGED + ": clooster resume there puts it into service again";
      case TARGET_UNHEALTHY -> "the own checks of " + target + " fail" + UNCHANGED;
      case TARGET_OBSERVES ->
          target
              + " only observes, and takes no record"
              + UNCHANGED
              + ": \"mode\": \"act\" in its configuration, and a restart there, make it act";
      case TARGET_UNLISTED ->
          target
              + " is not on the list of servers of each server that "
              + by
              + " is linked with"
              + UNCHANGED
              + ": restart those with the list of the highest servers_version first";
      case HELD ->
          "nothing is moved in the whole group now, as an operator wants it"
              + UNCHANGED
              + ": clooster release ends that";
      case TOO_FEW ->
          by
              + " sees too few servers to move anything"
              + UNCHANGED
              + ": clooster status shows which";
      case NOT_TO_BE_KEPT ->
          "the record would go back by itself, as \"failback\" is \"auto\", and that "
              + target
              + " was chosen is remembered by the claim alone: there is none (\"claim\": false), or"
              + " the provider does not show it; so nothing was changed";
      case OTHER -> by + " refuses it for a reason that this version does not know" + UNCHANGED;
    };
  }
}
