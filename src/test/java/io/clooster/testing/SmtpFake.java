// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on this machine that is strict about the order of commands and the ends of lines
 * (RFC 5321, RFC 3207, RFC 4954), keeps what it gets, and answers as the test says.
 */
public final class SmtpFake implements AutoCloseable {
  /** What it got: who it is for, and the text as it came. */
  public record Mail(String from, List<String> to, String text) {}

  /** What happens in the place of an answer. */
  public interface Script {
    void run(OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final @Nullable SSLContext tls;
  private final boolean implicit;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Script>> scripts = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean offersStarttls = true;

  private SmtpFake(@Nullable SSLContext tls, boolean implicit) throws IOException {
    this.tls = tls;
    this.implicit = implicit;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    background(this::accept);
  }

  /** One that speaks in the clear. */
  public static SmtpFake plain() throws IOException {
    SmtpFake fake = new SmtpFake(null, false);
    fake.offersStarttls = false;
    return fake;
  }

  /** One that offers STARTTLS. */
  public static SmtpFake starttls(SSLContext tls) throws IOException {
    return new SmtpFake(tls, false);
  }

  /** One that is encrypted from the first byte on. */
  public static SmtpFake implicit(SSLContext tls) throws IOException {
    SmtpFake fake = new SmtpFake(tls, true);
    fake.offersStarttls = false;
    return fake;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The next answer to a command that begins so; {@code .} is the end of a mail. */
  public SmtpFake answer(String command, String line) {
    return script(command, out -> out.write((line + "\r\n").getBytes(UTF_8)));
  }

  /** The same with bytes of the test's; the connection is closed when it ends. */
  public SmtpFake instead(String command, Script script) {
    return script(
        command,
        out -> {
          script.run(out);
          throw new IOException("closed by the test");
        });
  }

  private synchronized SmtpFake script(String command, Script script) {
    scripts.computeIfAbsent(command, any -> new ArrayDeque<>()).add(script);
    return this;
  }

  /** One byte every 20 ms, until the other side has gone. */
  public void drip(OutputStream out, String text) throws IOException {
    while (true) {
      for (byte b : text.getBytes(UTF_8)) {
        out.write(b);
        out.flush();
        if (pause(20)) {
          return;
        }
      }
    }
  }

  /** Nothing, until the test is over. */
  public void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All commands, but for the text of mails. */
  public List<String> commands() {
    return commands;
  }

  /** What broke a rule of the protocol. */
  public List<String> violations() {
    return violations;
  }

  public List<Mail> mails() {
    return mails;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }

  private boolean pause(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        background(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      new Dialogue(implicit ? encrypted(client) : client).run();
    } catch (IOException e) {
      // The other side has gone, or was to.
    }
  }

  private Socket encrypted(Socket plain) throws IOException {
    if (tls == null) {
      throw new IOException("no TLS here");
    }
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private synchronized @Nullable Script scripted(String command) {
    for (Map.Entry<String, Deque<Script>> each : scripts.entrySet()) {
      if (command.startsWith(each.getKey()) && !each.getValue().isEmpty()) {
        return each.getValue().poll();
      }
    }
    return null;
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "smtp-fake");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection. */
  private final class Dialogue {
    private Socket connection;
    private InputStream in;
    private OutputStream out;
    private boolean greeted;
    private boolean secure;
    private @Nullable String from;
    private final List<String> to = new ArrayList<>();

    Dialogue(Socket connection) throws IOException {
      this.connection = connection;
      this.in = connection.getInputStream();
      this.out = connection.getOutputStream();
      this.secure = implicit;
    }

    void run() throws IOException {
      reply("CONNECT", "220 fake.test ESMTP");
      while (true) {
        String command = line();
        if (command == null) {
          return;
        }
        commands.add(command);
        if (!obey(command, command.toUpperCase(Locale.ROOT))) {
          return;
        }
      }
    }

    private boolean obey(String command, String verb) throws IOException {
      if (verb.startsWith("EHLO ")) {
        greeted = true;
        reply(command, "250-fake.test\r\n" + extensions() + "250 8BITMIME");
      } else if (verb.equals("STARTTLS")) {
        reply(command, "220 go ahead");
        connection = encrypted(connection);
        in = connection.getInputStream();
        out = connection.getOutputStream();
        secure = true;
        greeted = false;
      } else if (verb.startsWith("AUTH PLAIN") && require(greeted, command)) {
        reply(command, "235 2.7.0 welcome");
      } else if (verb.startsWith("MAIL FROM:<") && require(greeted && from == null, command)) {
        if (reply(command, "250 2.1.0 ok").startsWith("2")) {
          from = path(command);
        }
      } else if (verb.startsWith("RCPT TO:<") && require(from != null, command)) {
        if (reply(command, "250 2.1.5 ok").startsWith("2")) {
          to.add(path(command));
        }
      } else if (verb.equals("DATA") && require(!to.isEmpty(), command)) {
        if (reply(command, "354 end with a dot").startsWith("3")) {
          data();
        }
      } else if (verb.equals("RSET")) {
        forget();
        reply(command, "250 2.0.0 ok");
      } else if (verb.equals("QUIT")) {
        reply(command, "221 2.0.0 bye");
        return false;
      } else {
        require(false, command);
        reply(command, "503 5.5.1 bad sequence of commands");
      }
      return true;
    }

    private boolean require(boolean rule, String command) {
      if (!rule) {
        violations.add(command);
      }
      return rule;
    }

    private String extensions() {
      return (offersStarttls && !secure ? "250-STARTTLS\r\n" : "")
          + (secure || tls == null ? "250-AUTH PLAIN LOGIN\r\n" : "");
    }

    private void data() throws IOException {
      StringBuilder text = new StringBuilder();
      for (String line = line(); line != null && !line.equals("."); line = line()) {
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      Mail mail = new Mail(String.valueOf(from), List.copyOf(to), text.toString());
      forget();
      if (reply(".", "250 2.0.0 queued as 4711").startsWith("2")) {
        mails.add(mail);
      }
    }

    private void forget() {
      from = null;
      to.clear();
    }

    private String path(String command) {
      return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
    }

    /** What it answered. */
    private String reply(String command, String usual) throws IOException {
      Script script = scripted(command);
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      OutputStream both =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              if (said.size() < 1000) {
                said.write(b);
              }
              out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              if (said.size() < 1000) {
                said.write(bytes, offset, Math.min(length, 1000));
              }
              out.write(bytes, offset, length);
            }
          };
      if (script == null) {
        both.write((usual + "\r\n").getBytes(UTF_8));
      } else {
        script.run(both);
      }
      out.flush();
      return said.toString(UTF_8);
    }

    /** Up to the next CR LF; null at the end. */
    private @Nullable String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\r') {
          int next = in.read();
          if (next == '\n') {
            return line.toString(UTF_8);
          }
          violations.add("a CR alone");
          b = next;
        } else if (b == '\n') {
          violations.add("an LF alone");
        }
        line.write(b);
      }
      return null;
    }
  }
}
