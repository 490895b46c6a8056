// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A draft as a file that its owner will read again in two years. */
final class ConfigText {
  private static final Pattern DIGITS = Pattern.compile("0|[1-9]\\d*");

  private ConfigText() {}

  static String of(Draft draft) {
    return """
        # Configuration of one Clooster server, made by "clooster init". JSON with comments; all that
        # can stand here is in clooster.json.example. After a change:  clooster check, then restart.
        # It holds secrets: keep it to yourself (mode 0600).
        {
          # The name of this server: the one line that differs from server to server.
          "this_server": %s,

          # All servers. The records point at the first one that works.
          "servers": [
        %s
          ],

          # Shared secret of the servers, the same on all.
          "key": %s,

          # Where this server waits for the others. Let them in there, and nobody else.
          "listen": { "port": %s },

          # What is moved, and the right to do so.
          "cloudflare": {
            "token": %s,
            "zone": %s,
            %s,
          },
        %s}
        """
        .formatted(
            text(draft.thisServer()),
            draft.servers().stream()
                .map(server -> "    " + text(server) + ",")
                .collect(Collectors.joining("\n")),
            text(draft.key()),
            port(draft.port()),
            text(draft.token()),
            text(draft.zone()),
            records(draft.records()),
            pushbullet(draft.pushbullet()));
  }

  private static String port(String port) {
    if (port.isBlank()) {
      return Draft.PORT;
    }
    return DIGITS.matcher(port).matches() ? port : text(port);
  }

  private static String records(List<String> records) {
    if (records.size() == 1) {
      return "\"record\": " + text(records.get(0));
    }
    return records.stream()
        .map(ConfigText::text)
        .collect(Collectors.joining(", ", "\"records\": [", "]"));
  }

  private static String pushbullet(String token) {
    return token.isBlank()
        ? ""
        : """

              # Who is told.
              "pushbullet": { "key": %s },
            """
            .formatted(text(token))
            .replaceAll("(?m)^ {2}(?= )", "");
  }

  private static String text(String value) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
