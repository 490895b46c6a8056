// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.notify.DeliveryFailure;
import io.clooster.notify.RefusedForGood;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a mail of a message, and hands it to a server. Some of several recipients may be refused:
 * the others get it all the same, and are not tried again.
 */
public final class SmtpSender extends DefaultJavaMailSender {
  /** More mails than this are not remembered: there are not so many in an outbox. */
  private static final int MOST = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final CallLimits limits;

  /** Mails that not all of their recipients have, by their ids; of this process alone. */
  private final Map<String, Sending> unfinished = new LinkedHashMap<>();

  /** Mails that are sent within a call of these limits. */
  public SmtpSender(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * Makes the body a mail: of the text and the headers that a notifier gets, and of the variables
   * {@code server}, {@code tls}, {@code username}, {@code password}, {@code from}, {@code to}.
   *
   * @throws MessagingException if one of them can't be used
   */
  public void compose(Exchange exchange)
      throws MessagingException, IOException, GeneralSecurityException {
    SmtpSettings server =
        new SmtpSettings(
            variable(exchange, "server"), SmtpSettings.Encryption.of(variable(exchange, "tls")));
    String user = variable(exchange, "username");
    Message message = exchange.getMessage();
    Session session =
        Session.getInstance(
            server.properties(greeting(header(message, "server")), !user.isEmpty(), limits));
    InternetAddress from = new InternetAddress(variable(exchange, "from"), true);
    NotifierMail mail =
        new NotifierMail(session, server, from, header(message, "id"))
            .from(user, variable(exchange, "password"));
    mail.setRecipients(RecipientType.TO, InternetAddress.parse(variable(exchange, "to"), true));
    mail.content(
        header(message, "title"), message.getBody(String.class), at(header(message, "event")));
    mail.incident(header(message, "incident"));
    message.setBody(mail);
  }

  private static String variable(Exchange exchange, String name) {
    String value = exchange.getVariable(name, String.class);
    return value == null ? "" : value;
  }

  private static String header(Message message, String name) {
    return message.getHeader(name, "", String.class);
  }

  /** The name of this server as SMTP has it (RFC 5321, 4.1.3). */
  private static String greeting(String server) {
    if (server.contains(":")) {
      return "[IPv6:" + server + "]";
    }
    return server.matches("[0-9.]+") ? "[" + server + "]" : server;
  }

  /** When it happened; now, where the event does not say. */
  private static Instant at(String event) throws IOException {
    String at = event.isEmpty() ? "" : JSON.readTree(event).path("at").asText();
    try {
      return at.isEmpty() ? Instant.now() : Instant.parse(at);
    } catch (DateTimeException e) {
      return Instant.now();
    }
  }

  /**
   * Sends it.
   *
   * @throws MessagingException that has a {@link DeliveryFailure} as its cause, if not all of its
   *     recipients have it
   */
  @Override
  public void send(MimeMessage message) throws MessagingException {
    NotifierMail mail = (NotifierMail) message;
    Sending sending = sending(mail.id());
    List<Address> left = sending.left(List.of(mail.getAllRecipients()));
    try {
      if (!left.isEmpty()) {
        mail.saveChanges();
        send(mail, sending, left);
      }
      finish(mail, sending);
    } catch (DeliveryFailure e) {
      throw new MessagingException(e.getMessage(), e);
    }
  }

  private void send(NotifierMail mail, Sending sending, List<Address> left)
      throws MessagingException, DeliveryFailure {
    SMTPTransport transport = (SMTPTransport) mail.session().getTransport("smtp");
    try {
      mail.connect(transport);
      transport.sendMessage(mail, left.toArray(new Address[0]));
      sending.took(left);
    } catch (SendFailedException e) {
      note(e, sending, left);
      tryAgain(e, mail, sending);
    } catch (MessagingException e) {
      throw explained(e, mail);
    } finally {
      mail.answered(SmtpAnswers.text(String.valueOf(transport.getLastServerResponse())));
      close(transport);
    }
  }

  /** What became of it with each of them. */
  private static void note(SendFailedException failure, Sending sending, List<Address> left) {
    Address[] took = failure.getValidSentAddresses();
    sending.took(took == null ? List.of() : List.of(took));
    for (SMTPAddressFailedException each : SmtpAnswers.ofRecipients(failure)) {
      if (SmtpAnswers.isForGood(each.getReturnCode())) {
        sending.refused(each.getAddress(), SmtpAnswers.words(each));
      }
    }
    if (SmtpAnswers.refusesMail(failure)) {
      sending.left(left).forEach(each -> sending.refused(each, SmtpAnswers.words(failure)));
    }
  }

  /** Fails where somebody is left who may get it another time. */
  private static void tryAgain(SendFailedException failure, NotifierMail mail, Sending sending)
      throws MessagingException, DeliveryFailure {
    List<Address> all = List.of(mail.getAllRecipients());
    List<Address> left = sending.left(all);
    List<SMTPAddressFailedException> said =
        SmtpAnswers.ofRecipients(failure).stream()
            .filter(each -> left.contains(each.getAddress()))
            .toList();
    if (!left.isEmpty() && said.isEmpty()) {
      throw explained(failure, mail);
    } else if (!left.isEmpty()) {
      throw new DeliveryFailure(
          "%d of %d recipients have it, %s has not: %s (%s)"
              .formatted(
                  sending.taken(),
                  all.size(),
                  said.get(0).getAddress(),
                  SmtpAnswers.words(said.get(0)),
                  mail.server().place()),
          "read what the server says: it may take it another time");
    }
  }

  /** The words for a failure that is nobody's of the recipients. */
  private static DeliveryFailure explained(MessagingException failure, NotifierMail mail)
      throws MessagingException {
    if (SmtpAnswers.isOurs(failure)) {
      throw failure;
    }
    return SmtpAnswers.failure(failure, mail.server());
  }

  private void finish(NotifierMail mail, Sending sending) throws RefusedForGood {
    forget(mail.id());
    String refusals = sending.refusals();
    if (sending.taken() == 0) {
      throw new RefusedForGood(
          "the mail server refused it for good, " + refusals,
          "correct to and from in its block, or what the server objects to");
    } else if (!refusals.isEmpty()) {
      LOG.warn(
          "mail={} state=partly refused: not all recipients got it, {}; correct \"to\" of the"
              + " notifier",
          mail.id(),
          refusals);
    }
  }

  private static void close(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // What became of the mail is known.
    }
  }

  private Sending sending(String id) {
    synchronized (unfinished) {
      Sending sending = unfinished.computeIfAbsent(id, any -> new Sending());
      if (unfinished.size() > MOST) {
        unfinished.remove(unfinished.keySet().iterator().next());
      }
      return sending;
    }
  }

  private void forget(String id) {
    synchronized (unfinished) {
      unfinished.remove(id);
    }
  }
}
