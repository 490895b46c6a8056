// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.DeadlineExceeded;
import io.clooster.call.FailureText;
import io.clooster.call.ShuttingDownException;
import io.clooster.notify.DeliveryFailure;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** What a server's answers mean, as the mail library throws them. */
final class SmtpAnswers {
  /** Of the account or the order of commands (RFC 4954): another try may succeed. */
  private static final Set<Integer> OF_THE_ACCOUNT = Set.of(503, 530, 534, 535, 538);

  /** In the place of an answer, as the mail library has it. */
  private static final Pattern CLOSED =
      Pattern.compile("\\[EOF]|Got bad greeting .* response: \\[EOF]");

  private SmtpAnswers() {}

  /** Whether no later try can succeed. */
  static boolean isForGood(int code) {
    return code >= 500 && code <= 599 && !OF_THE_ACCOUNT.contains(code);
  }

  /** What it said of single recipients. */
  static List<SMTPAddressFailedException> ofRecipients(MessagingException failure) {
    List<SMTPAddressFailedException> found = new ArrayList<>();
    Exception each = failure;
    while (each != null) {
      if (each instanceof SMTPAddressFailedException recipient) {
        found.add(recipient);
      }
      each = each instanceof MessagingException more ? more.getNextException() : null;
    }
    return found;
  }

  /** Whether it refused the mail for good, whoever was to get it. */
  static boolean refusesMail(MessagingException failure) {
    return failure instanceof SMTPSendFailedException answer
        && !isOfSender(failure)
        && isForGood(answer.getReturnCode());
  }

  private static boolean isOfSender(MessagingException failure) {
    return failure instanceof SMTPSendFailedException answer
        && answer.getCommand().startsWith("MAIL");
  }

  /** Its words in one line. */
  static String words(Exception failure) {
    return isClosed(failure)
        ? "the connection was closed before an answer"
        : FailureText.quote(text(String.valueOf(failure.getMessage())));
  }

  private static boolean isClosed(Exception failure) {
    return CLOSED.matcher(String.valueOf(failure.getMessage())).matches();
  }

  /** What a server said: the library reads bytes as Latin-1, and most servers write UTF-8. */
  static String text(String said) {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ISO_8859_1.newEncoder().encode(CharBuffer.wrap(said)))
          .toString();
    } catch (CharacterCodingException e) {
      return said;
    }
  }

  /** Whether a call ended by our own will, which has words of its own. */
  static boolean isOurs(MessagingException failure) {
    Throwable root = FailureText.rootOf(failure);
    return root instanceof DeadlineExceeded || root instanceof ShuttingDownException;
  }

  /** Why the mail can't be sent now. */
  static DeliveryFailure failure(MessagingException failure, SmtpSettings server) {
    String said = words(failure);
    String place = " (" + server.place() + ")";
    boolean ofAccount = failure instanceof AuthenticationFailedException;
    if (isClosed(failure)) {
      return new DeliveryFailure(said + place, "look into the mail server's log");
    } else if (said.startsWith("4") && (ofAccount || isOfSender(failure))) {
      return new DeliveryFailure(
          "the mail server takes no mail of ours for the moment: " + said + place,
          "nothing but wait; if it lasts, see what the server says, and look into its log");
    } else if (said.startsWith("5") && ofAccount) {
      return new DeliveryFailure(
          "the mail server refused username and password: " + said + place,
          "correct username and password in its block");
    } else if (said.startsWith("5") && isOfSender(failure)) {
      return new DeliveryFailure(
          "the mail server refused the sender: " + said + place,
          "correct from in its block, or let the account send under it");
    } else if (said.contains("STARTTLS is required")) {
      return new DeliveryFailure(
          "the mail server offers no STARTTLS, and nothing is sent in the clear" + place,
          "correct server in its block; write \"tls\": \"tls\" where its port is encrypted from the"
              + " first byte, \"none\" only for a server that you reach by a network you trust");
    }
    Throwable root = FailureText.rootOf(failure);
    return new DeliveryFailure(
        (root instanceof MessagingException answer ? words(answer) : FailureText.of(failure))
            + place,
        root instanceof SSLException || root instanceof GeneralSecurityException
            ? "see whether server in its block is the name in the certificate; name the server's"
                + " own authority in http.ca, if it has one"
            : "see whether server in its block is right and can be reached from this machine (name,"
                + " port, firewall), and what it says");
  }
}
