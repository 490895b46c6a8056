// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.testing.Full;
import io.clooster.testing.Logged;
import io.clooster.testing.Slow;
import io.clooster.testing.SmtpFake;
import io.clooster.testing.TestAuthority;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the notifier {@code email} sends, and what it makes of the answers. */
@Timeout(60)
@Slow
@Full
class EmailNotifierTest {
  private static final String TEXT =
      "+ % & ? # / \\ RAW(x) ' \" ${body} ü {{x}} 😀\n.\nFrom here\n";
  private static final String USER = "a+b%41&c?d#e@RAW(x)";
  private static final String PASSWORD = "s'e\\c\"r,e)t+%25&=?#;ü";

  @TempDir private static Path certificates;
  private static TestAuthority authority;

  @TempDir private Path directory;
  private RouteSession session;
  private SmtpFake server;

  @BeforeAll
  static void anAuthority() throws Exception {
    authority = TestAuthority.make(certificates, "localhost");
  }

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory).callDeadline(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws IOException {
    session.close();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void aMessageBecomesAMailLetterByLetter(String tls) throws Exception {
    // Given
    server =
        tls.equals("tls")
            ? SmtpFake.implicit(authority.context())
            : SmtpFake.starttls(authority.context());
    start("\"tls\": \"%s\", %s".formatted(tls, account()), "ops@example.com, b+c@example.com");

    // When
    tell("run-1", "Ümlaut ' \" 😀\r\nBcc: eve@example.com\u2028x");

    // Then
    await().until(() -> session.filesInOutbox().isEmpty() && !server.mails().isEmpty());
    assertThat(server.violations()).isEmpty();
    assertThat(server.commands()).first().isEqualTo("EHLO srv1.test");
    assertThat(server.commands())
        .contains("AUTH PLAIN " + credentials())
        .contains("MAIL FROM:<clooster@example.com>");
    assertThat(server.mails()).hasSize(1);
    assertThat(server.mails().get(0).to()).containsExactly("ops@example.com", "b+c@example.com");
    MimeMessage mail = mail(0);
    assertThat(mail.getSubject()).isEqualTo("Ümlaut ' \" 😀 Bcc: eve@example.com x");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getHeader("From")).containsExactly("clooster@example.com");
    assertThat(mail.getHeader("Message-ID")).containsExactly("<run-1@example.com>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("References")).containsExactly("<incident.death-1@clooster.invalid>");
    assertThat(mail.getHeader("In-Reply-To")).isEqualTo(mail.getHeader("References"));
    assertThat(mail.getHeader("Date")).hasSize(1);
    assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(mail.getContent().toString().replace("\r\n", "\n")).isEqualTo(TEXT);
  }

  @Test
  void whereNoStarttlsIsOfferedNothingIsSentAndNoPasswordShown() throws Exception {
    server = SmtpFake.plain();
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> log.with("offers no STARTTLS, and nothing is sent").count() > 0);
      assertNoSecret(log);
    }
    assertThat(server.commands()).noneMatch(each -> each.startsWith("AUTH"));
    assertThat(server.commands()).noneMatch(each -> each.startsWith("MAIL"));
  }

  @Test
  void itIsSentInTheClearWhereThatIsStated() throws Exception {
    server = SmtpFake.plain();
    start("\"tls\": \"none\"", "ops@example.com");

    tell("run-1", "Title");

    await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
    assertThat(server.commands()).noneMatch(each -> each.startsWith("AUTH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void aCertificateOfAnotherHostIsRefused(String tls) throws Exception {
    TestAuthority other =
        TestAuthority.make(Files.createDirectory(directory.resolve("other")), "other.test");
    server =
        tls.equals("tls") ? SmtpFake.implicit(other.context()) : SmtpFake.starttls(other.context());
    assertNotTrusted(tls, other);
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
    TestAuthority other =
        TestAuthority.make(Files.createDirectory(directory.resolve("other")), "localhost");
    server = SmtpFake.starttls(other.context());
    assertNotTrusted("starttls", authority);
  }

  private void assertNotTrusted(String tls, TestAuthority trusted) throws Exception {
    try (Logged log = Logged.by("ROOT")) {
      start("\"tls\": \"%s\", %s".formatted(tls, account()), "ops@example.com", trusted);

      tell("run-1", "Title");

      await().until(() -> log.with("state=undelivered: TLS failed: ").count() > 0);
      assertNoSecret(log);
    }
    assertThat(server.commands()).noneMatch(each -> each.startsWith("AUTH"));
    assertThat(server.mails()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "MAIL", "RCPT", "DATA", "."})
  void whatIsRefusedForTheMomentIsTriedAgainUnderTheSameName(String command) throws Exception {
    server = SmtpFake.starttls(authority.context()).answer(command, "451 4.3.0 try later");
    start(account(), "ops@example.com");

    tell("run-1", "Title");

    await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
    assertThat(mail(0).getHeader("Message-ID")).containsExactly("<run-1@example.com>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT", "DATA", "."})
  void whatIsRefusedForGoodIsPutAside(String command) throws Exception {
    server =
        SmtpFake.starttls(authority.context())
            .answer(command, "554-5.7.1 no\r\n554 5.7.1 spam: " + PASSWORD);
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> session.filesInOutbox().stream().anyMatch(each -> isRefused(each)));
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains("message=run-1 service=email state=put aside: refused for good (")
                      && line.contains("ops@example.com: 554-5.7.1 no 554 5.7.1 spam: ***"));
      assertNoSecret(log);
    }
    assertThat(server.mails()).isEmpty();
  }

  private static boolean isRefused(String file) {
    return file.startsWith("refused/");
  }

  @ParameterizedTest
  @CsvSource({"AUTH, 535", "MAIL, 530", "MAIL, 550", "RCPT, 530"})
  void whatIsTheAccountsFaultIsTriedAgain(String command, int code) throws Exception {
    server = SmtpFake.starttls(authority.context()).answer(command, code + " 5.7.8 who are you");
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
      assertThat(log.with("state=undelivered: ").toList())
          .singleElement()
          .asString()
          .contains(code + " 5.7.8 who are you");
      assertNoSecret(log);
    }
  }

  @Test
  void whoRefusesItTakesItFromNobodyAndNobodyGetsItTwice() throws Exception {
    server =
        SmtpFake.starttls(authority.context())
            .answer("RCPT TO:<b@", "550 5.1.1 no such user")
            .answer("RCPT TO:<c@", "450 4.2.0 greylisted");
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "a@example.com, b@example.com, c@example.com");

      tell("run-1", "Title");

      await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 2);
      assertThat(log.with("state=undelivered: 1 of 3 recipients have it, c@example.com has not"))
          .hasSize(1);
      assertThat(log.with("state=partly refused: not all recipients got it, b@example.com: 550"))
          .hasSize(1);
    }
    assertThat(server.mails().stream().map(SmtpFake.Mail::to))
        .containsExactly(List.of("a@example.com"), List.of("c@example.com"));
    assertThat(server.commands()).filteredOn(each -> each.startsWith("RCPT TO:<b@")).hasSize(1);
  }

  @Test
  void aServerThatDripsHoldsNoMessageBeyondTheDeadline() throws Exception {
    server = SmtpFake.starttls(authority.context());
    server.instead("CONNECT", out -> server.drip(out, "220-slowly\r\n"));
    session.callDeadline(Duration.ofMillis(700));
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> log.with("undelivered: no full answer within 700 ms").count() > 0);
    }
    // The next try finds a server that is well, and the one before it does not go on.
    await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("call-with-deadline")));
  }

  @ParameterizedTest
  @CsvSource({"starttls, STARTTLS", "starttls, AUTH", "tls, CONNECT", "tls, AUTH", "tls, ."})
  void aServerThatHangsHoldsNoMessageNorThreadBeyondTheDeadline(String tls, String command)
      throws Exception {
    server =
        tls.equals("tls")
            ? SmtpFake.implicit(authority.context())
            : SmtpFake.starttls(authority.context());
    server.instead(command, out -> server.hang()).instead(command, out -> server.hang());
    session.callDeadline(Duration.ofMillis(1500));
    try (Logged log = Logged.by("ROOT")) {
      start("\"tls\": \"%s\", %s".formatted(tls, account()), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> log.with("undelivered: no full answer within 1500 ms").count() > 1);
    }
    // Two that hang are not too many for a third.
    await().until(() -> session.filesInOutbox().isEmpty() && !server.mails().isEmpty());
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("call-with-deadline")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "tls"})
  void anAnswerWithoutAnEndFillsNoMemory(String tls) throws Exception {
    server =
        tls.equals("tls")
            ? SmtpFake.implicit(authority.context())
            : SmtpFake.starttls(authority.context());
    server.instead("CONNECT", SmtpFakeScripts::pour);
    try (Logged log = Logged.by("ROOT")) {
      start("\"tls\": \"%s\", %s".formatted(tls, account()), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> log.with("the answer is larger than 262144 bytes").count() > 0);
    }
    await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."})
  void aConnectionThatIsClosedIsMadeAgain(String command) throws Exception {
    server = SmtpFake.starttls(authority.context()).instead(command, out -> {});
    try (Logged log = Logged.by("ROOT")) {
      start(account(), "ops@example.com");

      tell("run-1", "Title");

      await().until(() -> session.filesInOutbox().isEmpty() && server.mails().size() == 1);
      assertThat(log.with("service=email state=undelivered: ").toList())
          .singleElement()
          .asString()
          .contains("the connection was closed before an answer (localhost:")
          .doesNotContain("the mail server refused");
      assertNoSecret(log);
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTH, 454", "AUTH, 421", "MAIL, 452", "MAIL, 421"})
  void whatTheServerCantDoNowIsNobodysFault(String command, int code) throws Exception {
    server = SmtpFake.starttls(authority.context()).answer(command, code + " not now");
    session.with(block(account(), "ops@example.com", authority));

    assertTest()
        .startsWith(
            "email: not delivered: the mail server takes no mail of ours for the moment: %d not now"
                .formatted(code))
        .contains("What to do: nothing but wait; ");
  }

  /** What {@code clooster notify-test} shows. */
  private AbstractStringAssert<?> assertTest() throws Exception {
    return assertThat(TestMessages.send(session.config(), Path.of("").toAbsolutePath(), null))
        .singleElement()
        .extracting(CheckFinding::text)
        .asString();
  }

  @Test
  void aTestShowsWhatTheServerSays() throws Exception {
    server = SmtpFake.starttls(authority.context());
    session.with(block(account(), "ops@example.com", authority));

    assertTest()
        .startsWith("email: delivered. ")
        .contains("and answered: 250 2.0.0 queued as 4711. ");
  }

  @Test
  void aTestShowsWhyItFailsAndWhatHelps() throws Exception {
    server = SmtpFake.starttls(authority.context()).answer("AUTH", "535 5.7.8 wrong: " + PASSWORD);
    session.with(block(account(), "ops@example.com", authority));

    assertTest()
        .startsWith(
            "email: not delivered: the mail server refused username and password: 535 5.7.8 wrong:"
                + " *** (localhost:"
                + server.port()
                + "). What to do: correct username and password in its block. ");
  }

  private static String account() throws IOException {
    return "\"username\": %s, \"password\": %s".formatted(quoted(USER), quoted(PASSWORD));
  }

  private static String quoted(String text) throws IOException {
    return new ObjectMapper().writeValueAsString(text);
  }

  private void start(String more, String to) throws Exception {
    start(more, to, authority);
  }

  private void start(String more, String to, TestAuthority trusted) throws Exception {
    session.with(block(more, to, trusted)).start();
  }

  private String block(String more, String to, TestAuthority trusted) {
    return """
        "http": {"ca": "%s"},
        "email": {"server": "localhost:%d", "from": "clooster@example.com", "to": "%s", %s}
        """
        .formatted(trusted.certificate(), server.port(), to, more);
  }

  private MimeMessage mail(int index) throws Exception {
    byte[] text = server.mails().get(index).text().getBytes(UTF_8);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text));
  }

  private static void assertNoSecret(Logged log) {
    assertThat(log.lines())
        .noneMatch(line -> line.contains(PASSWORD))
        .noneMatch(line -> line.contains(credentials()));
  }

  /** As AUTH PLAIN has them (RFC 4616). */
  private static String credentials() {
    String message = USER + "\0" + USER + "\0" + PASSWORD;
    return Base64.getEncoder().encodeToString(message.getBytes(UTF_8));
  }

  private void tell(String id, String title) {
    Message message =
        new Message(
            id, "peer-down", "", Severity.CRITICAL, "srv2", "death-1", Map.of(), title, TEXT);
    session.tell(message);
  }

  /** Scripts without a server's help. */
  private static final class SmtpFakeScripts {
    private SmtpFakeScripts() {}

    private static void pour(OutputStream out) throws IOException {
      out.write("220-".getBytes(UTF_8));
      byte[] block = "x".repeat(8192).getBytes(UTF_8);
      while (true) {
        out.write(block);
      }
    }
  }
}
