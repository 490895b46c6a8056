// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Proves that its sender has the key, and says what its configuration is.
 *
 * @param key id of the key
 * @param servers digest of the sender's list of servers, see {@link NameList}
 * @param records digest of its list of records
 * @param mac what only someone with the key can compute, see {@link Transcript}; Base64
 */
record Proof(String key, String servers, String records, String mac) {

  /** Compares in a time that does not depend on where the two differ. */
  boolean proves(Proof shown) {
    return key.equals(shown.key) && MessageDigest.isEqual(bytes(mac), bytes(shown.mac));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Proof read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.PROOF));
    return new Proof(
        fields.text("key", Syntax.KEY),
        fields.text("servers", Syntax.BYTES32),
        fields.text("records", Syntax.BYTES32),
        fields.text("mac", Syntax.BYTES32));
  }

  Frame frame() {
    return new Frame(
        MessageType.PROOF,
        MessageReader.object()
            .put("key", key)
            .put("servers", servers)
            .put("records", records)
            .put("mac", mac)
            .toString());
  }
}
