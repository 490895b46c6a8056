// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Problem;
import io.clooster.failover.Action;
import io.clooster.failover.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installation's own words may be, and what becomes of those that can't be used. */
class TextsTest {
  private static final Action.Notify BACK =
      new Action.Notify("run-1", "link-back", "", "srv2", Values.NONE);

  @TempDir private Path routes;
  private Path file;
  private String shipped;

  @BeforeEach
  void copy() throws IOException {
    file = routes.resolve("messages.properties");
    shipped = Files.readString(Path.of("routes", "messages.properties"));
    Files.writeString(file, shipped);
  }

  @Test
  void theShippedFileHasNothingWrong() {
    assertThat(Texts.of(routes).problems()).isEmpty();
    assertThat(Texts.of(routes).missing()).isEmpty();
  }

  @Test
  void otherWordsAreUsed() throws IOException {
    write(
        "link-back.title = [{server}] Die Verbindung zu {peer} steht wieder: {record} über alles");

    assertThat(Texts.of(routes).problems()).isEmpty();
    assertThat(title())
        .isEqualTo("[srv1] Die Verbindung zu srv2 steht wieder: www.test über alles");
  }

  @Test
  void anUnknownValueIsNamedWithItsLineAndTheShippedWordsAreUsed() throws IOException {
    int line = write("link-back.title = {server}: {peers} is \\\n  back");

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::line, Problem::key, Problem::what)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(line, "link-back.title", "has no value {peers}"));
    assertThat(Texts.of(routes).problems().get(0).toString())
        .startsWith(
            file
                + ":"
                + line
                + ": link-back.title: has no value {peers}; use these values alone: {")
        .contains("{peer}, {record}, {server}");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void aBraceThatIsNotClosedIsNamedAndTheShippedWordsAreUsed() throws IOException {
    write("link-back.title = {server is back");

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::what)
        .containsExactly("the { before server is not closed by a }");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void aMessageThatThereIsNotIsNamed() throws IOException {
    Files.writeString(file, shipped + "\nlink-bak.title = x\n");

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::key, Problem::what)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("link-bak.title", "there is no such message"));
    assertThat(said())
        .endsWith(
            "write \"link-back.title\", if that is meant, or remove it; until then it is not used");
  }

  @Test
  void aMessageWithoutItsVariantIsToldWhichOnesThereAre() throws IOException {
    site("failback.title = x\n");

    assertThat(said())
        .endsWith(
            "there is no such message; write \"failback.VARIANT.title\", where VARIANT is one of"
                + " failing, moved, superseded, unchanged; until then it is not used");
  }

  @Test
  void aMessageThatIsLikeNoneIsToldWhereTheyAre() throws IOException {
    site("something.else = x\n");

    assertThat(said()).contains("see docs/messages.md for the name that is meant");
  }

  @Test
  void aMessageThatIsThereTwiceIsNamed() throws IOException {
    Files.writeString(file, shipped + "\nlink-back.title = x\n");

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::what)
        .containsExactly("is there already");
    assertThat(said()).endsWith("remove one of the two; until then the first one counts");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void aMissingMessageIsNamedAndTheShippedWordsAreUsed() throws IOException {
    write("");

    assertThat(Texts.of(routes).problems()).isEmpty();
    assertThat(Texts.of(routes).missing())
        .extracting(Problem::key)
        .containsExactly("link-back.title");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void withoutAFileTheShippedWordsAreUsed() throws IOException {
    Files.delete(file);

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::what)
        .containsExactly("there is no such file");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void aFileThatIsNotUtf8IsNamedAndTheShippedWordsAreUsed() throws IOException {
    Files.write(file, "link-back.title = ü".getBytes(ISO_8859_1));

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::what)
        .containsExactly("is not UTF-8");
    assertThat(said())
        .isEqualTo(
            file
                + ": is not UTF-8; save it as UTF-8; until then Clooster tells all in the words it"
                + " was built with");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void aBrokenEscapeIsNamedWithItsLine() throws IOException {
    int line = write("link-back.title = \\u00zz");

    assertThat(said())
        .isEqualTo(
            file
                + ":"
                + line
                + ": link-back.title: can't be read, as a \\u in it is no character; write \\u and"
                + " four hexadecimal digits, or the character itself; until then Clooster tells it in"
                + " the words it was built with");
    assertThat(Texts.of(routes).mistakes())
        .extracting(Problem::remedy)
        .containsExactly("write \\u and four hexadecimal digits, or the character itself");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  private String said() {
    return Texts.of(routes).problems().get(0).toString();
  }

  @Test
  void wordsOfOnesOwnStandInAPlaceThatNoUpgradeTouches() throws IOException {
    site("# mine\nlink-back.title = {peer} ist wieder da\n");

    assertThat(Texts.of(routes).problems()).isEmpty();
    assertThat(Texts.of(routes).missing()).as("only what is changed stands there").isEmpty();
    assertThat(title()).isEqualTo("srv2 ist wieder da");
    assertThat(messages().of(BACK).text()).isEqualTo("'srv1' and 'srv2' watch each other again");
  }

  @Test
  void wordsOfOnesOwnThatCanNotBeUsedAreNamedWithFileAndLineAndTheShippedOnesAreUsed()
      throws IOException {
    Path own = site("link-back.title = {peers} ist da\nlink-bak.text = x\n");

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::file, Problem::line, Problem::key, Problem::what)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                own.toString(), 1, "link-back.title", "has no value {peers}"),
            org.assertj.core.groups.Tuple.tuple(
                own.toString(), 2, "link-bak.text", "there is no such message"));
    assertThat(Texts.of(routes).problems().get(0).remedy())
        .endsWith("; until then Clooster tells it in the shipped words");
    assertThat(title()).isEqualTo("[srv1] Server 'srv2' is linked again");
  }

  @Test
  void wordsOfOnesOwnThatAreNotUtf8AreNamed() throws IOException {
    Path own = site("");
    Files.write(own, "link-back.title = ü".getBytes(ISO_8859_1));

    assertThat(Texts.of(routes).problems())
        .extracting(Problem::file, Problem::what)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(own.toString(), "is not UTF-8"));
  }

  private Path site(String text) throws IOException {
    Path own = routes.resolve("site").resolve("messages.properties");
    Files.createDirectories(own.resolveSibling("."));
    return Files.writeString(own, text);
  }

  @Test
  void whatHasNoWordsIsToldByItsKindAndItsValues() {
    Values values = Values.of("since", "noon").and("by", List.of("a", "b"));
    Message told = messages().of(new Action.Notify("run-1", "odd", "way", "srv2", values));

    assertThat(told.title()).isEqualTo("[srv1] odd.way");
    assertThat(told.text()).isEqualTo("peer=srv2; by=a, b; since=noon");
    assertThat(messages().line(new Action.Log(true, "odd", values)))
        .isEqualTo("odd: by=a, b; since=noon");
  }

  /** Puts this in the place of one entry; returns its line. */
  private int write(String entry) throws IOException {
    List<String> lines = shipped.lines().toList();
    int at = 0;
    while (!lines.get(at).startsWith("link-back.title")) {
      at++;
    }
    Files.writeString(file, shipped.replace(lines.get(at), entry));
    return at + 1;
  }

  private String title() {
    return messages().of(BACK).title();
  }

  private Messages messages() {
    return new Messages(Texts.of(routes), "srv1", "www.test", Map.of(), moment -> Instant.EPOCH);
  }
}
