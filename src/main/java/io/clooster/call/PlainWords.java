// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Says what went wrong in a call as an administrator would, without class names or stack traces.
 */
public final class PlainWords {
  private PlainWords() {}

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
    Throwable root = rootOf(failure);
    String text = String.valueOf(root.getMessage());
    if (root instanceof DeadlineExceeded) {
      return text;
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
    } else if (root instanceof SSLException) {
      return "TLS failed: " + text;
    } else if (root instanceof ConnectException || root instanceof SocketException) {
      return "connection failed: " + text;
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : text;
  }
}
