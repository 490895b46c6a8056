// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an operator wants of the server that holds the record.
 *
 * @param id names the order
 * @param what is wanted: {@link #SWITCH}, or what only a later version knows
 * @param to the server that is to hold the record; empty for none in particular
 */
record OrderMessage(String id, String what, String to) {
  /** The record is to be handed over. */
  static final String SWITCH = "switch";

  static OrderMessage read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.ORDER));
    return new OrderMessage(
        fields.text("id", Syntax.INCIDENT),
        fields.text("what", Syntax.CODE),
        fields.has("to") ? fields.text("to", Syntax.NAME) : "");
  }

  Frame frame() {
    ObjectNode object = MessageReader.object().put("id", id).put("what", what);
    if (!to.isEmpty()) {
      object.put("to", to);
    }
    return new Frame(MessageType.ORDER, object.toString());
  }
}
