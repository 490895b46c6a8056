// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.testing.Full;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built installation tells by mail, through a real server with STARTTLS and an account. */
@Timeout(180)
class EmailIT {
  @TempDir private Path directory;

  @Test
  void aMessageIsReadBackFromTheMailbox() throws Exception {
    try (MailServer server = new MailServer(directory)) {
      // When
      Command.Outcome tested = test(server, MailServer.PASSWORD, server.authority());

      // Then
      assertThat(tested.err()).isEmpty();
      assertThat(tested.status()).isZero();
      assertThat(tested.out()).contains("email: delivered. ").contains(" and answered: 250 ");
      assertThat(server.mails()).hasSize(1);
      try (InputStream in = Files.newInputStream(server.mails().get(0))) {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), in);
        assertThat(mail.getSubject()).isEqualTo("[srv1.example.com] A test of 'email'");
        assertThat(mail.getHeader("To")).containsExactly("ops@example.com, b@example.com");
        assertThat(mail.getHeader("Message-ID"))
            .singleElement()
            .asString()
            .matches("<srv1\\.example\\.com-notify-test-[-0-9a-f]+@example\\.com>");
        assertThat(mail.getContent().toString()).isNotBlank();
      }
    }
  }

  @Test
  @Full
  void aWrongPasswordAndAnUnknownAuthorityAreToldAndNothingIsShown() throws Exception {
    try (MailServer server = new MailServer(directory)) {
      // When
      Command.Outcome wrong = test(server, "another-password", server.authority());
      Command.Outcome unknown = test(server, MailServer.PASSWORD, null);

      // Then
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.err())
          .startsWith("email: not delivered: the mail server refused username and password: 535 ")
          .contains("What to do: correct username and password in its block")
          .doesNotContain("another-password");
      assertThat(unknown.status()).isEqualTo(1);
      assertThat(unknown.err())
          .startsWith("email: not delivered: TLS failed: ")
          .contains("name the server's own authority in http.ca");
      assertThat(server.mails()).isEmpty();
    }
  }

  private Command.Outcome test(MailServer server, String password, Path authority)
      throws Exception {
    String ca = authority == null ? "" : "\"http\": {\"ca\": \"" + authority + "\"},";
    String email =
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "server",
                    "localhost:" + server.port(),
                    "username",
                    MailServer.USER,
                    "password",
                    password,
                    "from",
                    "clooster@example.com",
                    "to",
                    "ops@example.com, b@example.com"));
    Path file = TestInstallation.config(directory);
    String config = Files.readString(file);
    Files.writeString(file, config.replaceFirst("\\{", "{" + ca + "\"email\": " + email + ","));
    return Command.of(TestInstallation.built().script(), "notify-test", "-c", file)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("CLOOSTER_CACHE", "none")
        .run();
  }
}
