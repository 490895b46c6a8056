// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import io.clooster.testing.TestAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real mail server (aiosmtpd) on this machine, which insists on STARTTLS and on an account, and
 * keeps what it gets in a mailbox.
 */
final class MailServer implements AutoCloseable {
  static final String USER = "clooster@example.com";
  static final String PASSWORD = "pass+of%a&test?#=";

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path MODULE = Path.of("/usr/lib/python3/dist-packages/aiosmtpd");

  private static final String PROGRAM =
      """
      import signal, ssl, sys
      from aiosmtpd.controller import Controller
      from aiosmtpd.handlers import Mailbox
      from aiosmtpd.smtp import AuthResult, LoginPassword

      port, certificate, key, mailbox, user, password = sys.argv[1:]

      def account(server, session, envelope, mechanism, shown):
          known = isinstance(shown, LoginPassword) and shown == LoginPassword(user.encode(), password.encode())
          return AuthResult(success=known, handled=False)

      tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      tls.load_cert_chain(certificate, key)
      Controller(Mailbox(mailbox), hostname="127.0.0.1", port=int(port), server_hostname="localhost",
                 tls_context=tls, require_starttls=True, authenticator=account,
                 auth_required=True, auth_require_tls=True).start()
      print("ready", flush=True)
      signal.pause()
      """;

  private final int port = ReservedPort.keep();
  private final TestAuthority authority;
  private final Path mailbox;
  private final Process process;

  /** Starts one, and waits until it is ready. */
  MailServer(Path directory) throws Exception {
    if (!Files.isExecutable(PYTHON) || !Files.isDirectory(MODULE)) {
      Tool.missing("aiosmtpd", "python3-aiosmtpd");
    }
    authority = TestAuthority.make(Files.createDirectory(directory.resolve("tls")), "localhost");
    mailbox = directory.resolve("mailbox");
    Path program = Files.writeString(directory.resolve("server.py"), PROGRAM);
    process =
        new ProcessBuilder(
                PYTHON.toString(),
                program.toString(),
                String.valueOf(port),
                authority.hostCertificate().toString(),
                authority.hostKey().toString(),
                mailbox.toString(),
                USER,
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    awaitReady();
  }

  private void awaitReady() throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      all.append(line).append('\n');
    }
    throw new IOException("the mail server has ended: " + all);
  }

  int port() {
    return port;
  }

  /** Who signed its certificate, PEM. */
  Path authority() {
    return authority.certificate();
  }

  /** The mails in its mailbox. */
  List<Path> mails() throws IOException {
    try (Stream<Path> found = Files.list(mailbox.resolve("new"))) {
      return found.toList();
    }
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
