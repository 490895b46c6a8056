// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.net.NamedEndpoint;

/**
 * Says what went wrong in a call as an administrator would, without class names or stack traces.
 */
public final class FailureText {
  private static final Pattern NO_TEXT = Pattern.compile("[\\p{C}\\p{Z}]+");
  private static final Pattern UNSTARTED =
      Pattern.compile("(?:Exec failed, )?error[=:] ?(\\d+)\\b");
  private static final int LONGEST = 300;

  private FailureText() {}

  /**
   * What someone else wrote, fit for our log and messages: one line, no control characters, no
   * secret of ours, no longer than 300 characters.
   */
  public static String quote(String text) {
    String line = NO_TEXT.matcher(Redaction.of(text)).replaceAll(" ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** The last line with something in it of what a program wrote; empty if there is none. */
  public static String lastLine(String written) {
    return written
        .lines()
        .map(FailureText::quote)
        .filter(line -> !line.isEmpty())
        .reduce("", (earlier, later) -> later);
  }

  /** The exception that started it. */
  public static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** One line without a full stop. */
  public static String of(Throwable failure) {
    return quote(words(rootOf(failure)) + place(failure));
  }

  /** By whom a connection was refused, or who did not answer it; empty where that is not known. */
  private static String place(Throwable failure) {
    for (Throwable each = failure;
        each != null && each != each.getCause();
        each = each.getCause()) {
      NamedEndpoint host =
          each instanceof HttpHostConnectException refused
              ? refused.getHost()
              : each instanceof ConnectTimeoutException late ? late.getHost() : null;
      if (host != null && host.getPort() > 0) {
        return " (" + host.getHostName() + ":" + host.getPort() + ")";
      }
    }
    return "";
  }

  /** Whole seconds as seconds, anything else in milliseconds. */
  public static String of(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Its own message is the file alone where the system gave no text. */
  private static String reason(FileSystemException refused) {
    if (refused instanceof AccessDeniedException) {
      return "permission denied";
    } else if (refused instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    String reason = refused.getReason();
    return reason == null ? refused.getClass().getSimpleName() : reason;
  }

  /** A program that could not be started, by the system's number for the reason (errno). */
  private static String unstarted(String number, String text) {
    return switch (number) {
      case "2" ->
          "there is no such program, or not the one that its first line (#!) names; correct the"
              + " path";
      case "8" -> "it is no program for this machine; a script begins with #! and its interpreter";
      case "13" ->
          "the user "
              + System.getProperty("user.name")
              + " may not execute it; chmod 755 the program, and let that user into its directory";
      default -> text;
    };
  }

  private static String words(Throwable root) {
    String text = String.valueOf(root.getMessage());
    Matcher unstarted = UNSTARTED.matcher(text);
    if (root instanceof InPlainWords) {
      return text;
    } else if (root instanceof HttpOperationFailedException refused) {
      // Its own message has the address, which is a secret where the service is a web hook.
      return "refused with HTTP " + refused.getStatusCode();
    } else if (unstarted.lookingAt()) {
      return unstarted(unstarted.group(1), text);
    } else if (root instanceof FileSystemException refused) {
      return refused.getFile() + ": " + reason(refused);
    } else if (root instanceof UnknownHostException) {
      return "name lookup failed: " + text;
    } else if (root instanceof UnresolvedAddressException) {
      return "name lookup failed";
    } else if (root instanceof NoHttpResponseException
        || root instanceof ConnectionClosedException) {
      return "the connection was closed before an answer";
    } else if (text.contains("Connection refused")) {
      return "connection refused";
    } else if (root instanceof NoRouteToHostException) {
      return "no route to the host";
    } else if (root instanceof SocketTimeoutException || text.contains("timed out")) {
      return "no answer in time";
    } else if (root instanceof SSLException || root instanceof GeneralSecurityException) {
      return "TLS failed: " + text;
    } else if (root instanceof ConnectException || root instanceof SocketException) {
      return "connection failed: " + text;
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : text;
  }
}
