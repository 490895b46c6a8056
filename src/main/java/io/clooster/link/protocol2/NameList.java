// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** A list of names as the proof speaks of it. */
final class NameList {
  private NameList() {}

  /**
   * SHA-256 in Base64 of: how many names (two bytes), then of each its length (two bytes) and its
   * bytes, UTF-8. Numbers have their high byte first.
   */
  static String digest(List<String> names) {
    MessageDigest digest = Digests.sha256();
    number(digest, names.size());
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      number(digest, bytes.length);
      digest.update(bytes);
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  private static void number(MessageDigest digest, int number) {
    digest.update((byte) (number >> 8));
    digest.update((byte) number);
  }
}
