// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
  private static final String SECRET = "o.redäct/me+\"now\" & here";

  private static final Pattern ESCAPE = Pattern.compile("%..");

  @BeforeAll
  static void hide() {
    Redaction.hide(Set.of(SECRET, "5000", "true"));
  }

  static Stream<String> spellings() {
    String percent = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    return Stream.of(
        SECRET,
        SECRET.replace("\"", "\\\""),
        SECRET.replace("&", "&amp;"),
        percent,
        percent.replace("+", "%20"),
        ESCAPE.matcher(percent).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)),
        base64(""),
        base64("u:"),
        base64("me:"),
        base64("you:"));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aSecretIsMaskedHoweverItIsSpelt(String spelling) {
    // When
    String redacted = Redaction.of("bad header: Bearer " + spelling + " (HTTP 400)");

    // Then
    assertThat(redacted).contains("***").endsWith(" (HTTP 400)").hasSizeLessThan(45);
    assertThat(FailureText.quote("x".repeat(290) + spelling)).contains("***");
  }

  @Test
  void whatIsTooShortToBeASecretIsLeftAlone() {
    assertThat(Redaction.of("it is true that port 5000 is open"))
        .isEqualTo("it is true that port 5000 is open");
  }

  @Test
  void whatIsPrintedInPiecesIsMaskedAsALine() {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = RedactedOutput.before(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    // When
    for (byte b : ("a ü " + SECRET + " z\n").getBytes(StandardCharsets.UTF_8)) {
      out.write(b);
    }
    out.print("Go on? ");
    out.flush();

    // Then
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a ü *** z\nGo on? ");
  }

  @Test
  void aLineWithoutEndIsPrintedInParts() {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = RedactedOutput.before(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    String filling = "-".repeat(64 * 1024 - 10);

    // When
    out.print(filling + SECRET + filling + SECRET + filling);
    out.flush();

    // Then
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(filling + "***" + filling + "***" + filling);
  }

  private static String base64(String before) {
    return Base64.getEncoder()
        .encodeToString((before + SECRET + "?").getBytes(StandardCharsets.UTF_8));
  }
}
