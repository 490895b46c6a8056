// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;

/** A message as a mail, and where it goes. */
final class NotifierMail extends MimeMessage {
  /** Of no host (RFC 2606): whichever server tells of an incident, its mails are one thread. */
  private static final String NOWHERE = "@clooster.invalid>";

  /** Not between two letters. */
  private static final Pattern LONE_DOT = Pattern.compile("^\\.|\\.(?=\\.|$)");

  private static final Pattern NO_TEXT = Pattern.compile("[\\p{C}\\p{Z}]+");

  private final SmtpSettings server;
  private final String id;
  private String user = "";
  private String password = "";
  private String answer = "";

  /**
   * One without content.
   *
   * @param event the id of what it tells: the same for each try
   */
  NotifierMail(Session session, SmtpSettings server, InternetAddress from, String event)
      throws MessagingException {
    super(session);
    this.server = server;
    String address = from.getAddress();
    this.id = "<" + word(event) + address.substring(address.lastIndexOf('@')) + ">";
    setFrom(from);
    // So that no absence is answered to it (RFC 3834).
    setHeader("Auto-Submitted", "auto-generated");
  }

  /** What it says; each title is one line, whatever stands in it. */
  void content(String title, String text, Instant at) throws MessagingException {
    setSubject(NO_TEXT.matcher(title).replaceAll(" ").strip(), UTF_8.name());
    setSentDate(Date.from(at));
    setText(text, UTF_8.name());
  }

  /** Puts it into the thread of an incident; into none where that is empty. */
  void incident(String incident) throws MessagingException {
    if (!incident.isEmpty()) {
      String root = "<incident." + word(incident) + NOWHERE;
      setHeader("In-Reply-To", root);
      setHeader("References", root);
    }
  }

  /** Whose account sends it; nobody's where the name is empty. */
  NotifierMail from(String name, String secret) {
    user = name;
    password = secret;
    return this;
  }

  /** Connects to its server, as that account. */
  void connect(Transport transport) throws MessagingException {
    if (user.isEmpty()) {
      transport.connect();
    } else {
      transport.connect(server.host(), server.port(), user, password);
    }
  }

  SmtpSettings server() {
    return server;
  }

  Session session() {
    return session;
  }

  /** Its Message-ID. */
  String id() {
    return id;
  }

  /** The server took it, and said this. */
  void answered(String said) {
    answer = said;
  }

  /** What the server said when it took it. */
  String answer() {
    return answer;
  }

  /** The library would give each try another one. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  /** Percent signs and what that encoding leaves may stand in such a word (RFC 5322, dot-atom). */
  private static String word(String text) {
    return LONE_DOT.matcher(URLEncoder.encode(text, UTF_8)).replaceAll("%2E");
  }
}
