// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.failover.OrderRefusal;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an operator's order.
 *
 * @param id names the order
 * @param refusal why it is not carried out; null where it is
 */
record AnswerMessage(String id, @Nullable OrderRefusal refusal) {

  static AnswerMessage read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.ANSWER));
    return new AnswerMessage(
        fields.text("id", Syntax.INCIDENT),
        fields.has("refused") ? OrderRefusal.of(fields.text("refused", Syntax.CODE)) : null);
  }

  Frame frame() {
    ObjectNode object = MessageReader.object().put("id", id);
    if (refusal != null) {
      object.put("refused", refusal.word());
    }
    return new Frame(MessageType.ANSWER, object.toString());
  }
}
