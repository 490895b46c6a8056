// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.failover.ServerList;
import java.util.List;

/**
 * The first message of each side.
 *
 * @param versions the versions of the protocol that it speaks
 * @param name of the server, as yet unproven
 * @param nonce 32 random bytes in Base64, new for each connection
 * @param keys the ids of its keys, the preferred one first; an acceptor names those of the
 *     dialler's that it has, too, in the dialler's order
 * @param serversVersion the version of its list of servers; 0 of one that does not say
 */
record Protocol2Hello(
    List<Integer> versions, String name, String nonce, List<String> keys, long serversVersion) {
  private static final int MOST_VERSIONS = 16;

  /** Of one that does not say which list of servers it has. */
  Protocol2Hello(List<Integer> versions, String name, String nonce, List<String> keys) {
    this(versions, name, nonce, keys, 0);
  }

  static Protocol2Hello read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.HELLO));
    return new Protocol2Hello(
        fields.numbers("versions", MOST_VERSIONS, 0xffff),
        fields.text("name", Syntax.NAME),
        fields.text("nonce", Syntax.BYTES32),
        fields.texts("keys", LinkSettings.MOST_KEYS, Syntax.KEY),
        fields.has("servers_version")
            ? fields.number("servers_version", 1, ServerList.LAST_VERSION)
            : 0);
  }

  Frame frame() {
    ObjectNode object = MessageReader.object();
    ArrayNode spoken = object.putArray("versions");
    versions.forEach(spoken::add);
    object.put("name", name).put("nonce", nonce);
    ArrayNode ids = object.putArray("keys");
    keys.forEach(ids::add);
    if (serversVersion > 0) {
      object.put("servers_version", serversVersion);
    }
    return new Frame(MessageType.HELLO, object.toString());
  }
}
