// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A draft as a file that its owner will read again in two years. */
final class ConfigText {
  private static final Pattern DIGITS = Pattern.compile("0|[1-9]\\d*");

  private ConfigText() {}

  static String of(Draft draft, Offers offers) {
    String provider = draft.provider().isBlank() ? Draft.PROVIDER : draft.provider();
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
          %s: {
        %s    "zone": %s,
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
            text(provider),
            settings(draft, provider, offers).stream()
                .map(setting -> "    " + setting + ",\n")
                .collect(Collectors.joining()),
            text(draft.zone()),
            records(draft.records()),
            notifiers(draft, offers));
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

  private static String notifiers(Draft draft, Offers offers) {
    return draft.notifiers().isEmpty()
        ? ""
        : draft.notifiers().stream()
            .map(
                name ->
                    "  %s: { %s },\n"
                        .formatted(text(name), String.join(", ", settings(draft, name, offers))))
            .collect(Collectors.joining("", "\n  # Who is told.\n", ""));
  }

  private static List<String> settings(Draft draft, String block, Offers offers) {
    return draft.settingsOf(block).entrySet().stream()
        .map(
            setting ->
                text(setting.getKey())
                    + ": "
                    + (offers.isList(block, setting.getKey())
                        ? list(setting.getValue())
                        : text(setting.getValue())))
        .toList();
  }

  private static String list(String words) {
    return Stream.of(words.strip().split("\\s+"))
        .map(ConfigText::text)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(String value) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }
}
