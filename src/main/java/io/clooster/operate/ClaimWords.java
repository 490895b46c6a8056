// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code GET /status} tells of the claim, in the words of the page and of the commands. */
public final class ClaimWords {
  private ClaimWords() {}

  /** The last one that this server knows of. */
  public static String latest(JsonNode claim) {
    String epoch =
        "epoch " + claim.path("epoch").asLong() + " of " + claim.path("holder").asText("nobody");
    return isAPeersWord(claim) ? epoch + ", as a linked server says; not read here since" : epoch;
  }

  /** True where none is to be read, and no linked server has told of one. */
  public static boolean isMissing(JsonNode claim) {
    return claim.path("missing").asBoolean() && !isAPeersWord(claim);
  }

  /** A later one than was read, by a peer's word: mostly one that was written since our look. */
  public static boolean isAPeersWord(JsonNode claim) {
    return claim.path("missing").asBoolean() && claim.path("pinned").isNull();
  }
}
