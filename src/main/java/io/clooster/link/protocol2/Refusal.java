// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.call.FailureText;
import io.clooster.failover.HelloFault;
import java.util.Map;

/**
 * Says why its sender closes the connection now, so that both logs are clear.
 *
 * @param code one of the constants here, or one that a later version knows
 * @param text the same for people
 */
record Refusal(String code, String text) {
  static final String VERSION = "version";
  static final String KEY = "key";
  static final String NAME = "name";
  static final String PROOF = "proof";

  private static final Map<String, String> WORDS =
      Map.of(
          VERSION, "it speaks none of our versions of the protocol",
          KEY, "it has none of our keys; write the same \"key\" on all servers",
          NAME,
              "it expects a server of another name here; correct `this_server` here, or the address"
                  + " there",
          PROOF, "it has another \"key\" than we; write the same one on all servers");

  static Refusal read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.REFUSE));
    return new Refusal(
        fields.text("code", Syntax.CODE),
        fields.has("text") ? FailureText.quote(fields.text("text", Syntax.WORDS)) : "");
  }

  Frame frame() {
    return new Frame(
        MessageType.REFUSE, MessageReader.object().put("code", code).put("text", text).toString());
  }

  /** What it means for us. */
  HelloFault fault() {
    return switch (code) {
      case VERSION -> HelloFault.OTHER_VERSION;
      case KEY, NAME, PROOF -> HelloFault.WRONG_KEY;
      default -> HelloFault.BROKEN;
    };
  }

  /** The code in our own words: whoever sent the text has perhaps proved nothing. */
  String words() {
    return "refused by the other side: "
        + WORDS.getOrDefault(code, "for a reason that this version does not know");
  }
}
