// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.mail;

import io.clooster.call.BoundedSockets;
import io.clooster.call.CallLimits;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the mail library is set to for a server. */
final class SmtpSettings {
  /** A host, and a port behind it; an IPv6 address without brackets has none. */
  private static final Pattern PLACE = Pattern.compile("\\[(.+)](?::(\\d+))?|([^:]+):(\\d+)");

  private static final String PREFIX = "mail.smtp.";
  private static final String YES = "true";

  private final String host;
  private final int port;
  private final Encryption encryption;

  /** How the connection is encrypted. */
  enum Encryption {
    /** It begins plain, and goes on encrypted or not at all. */
    STARTTLS(587),

    /** From the first byte on. */
    TLS(465),

    /** It is not. */
    NONE(25);

    private final int port;

    Encryption(int port) {
      this.port = port;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Encryption of(String name) {
      for (Encryption each : values()) {
        if (each.name().equalsIgnoreCase(name)) {
          return each;
        }
      }
      throw new IllegalArgumentException("tls is none of starttls, tls and none");
    }
  }

  /**
   * For this server.
   *
   * @param server host or host:port
   */
  SmtpSettings(String server, Encryption encryption) {
    Matcher place = PLACE.matcher(server);
    boolean matches = place.matches();
    String bracketed = matches ? place.group(1) : null;
    String plain = matches ? place.group(3) : null;
    String written = matches ? (bracketed == null ? place.group(4) : place.group(2)) : null;
    this.host = bracketed != null ? bracketed : plain != null ? plain : server;
    this.port = written == null ? encryption.port : Integer.parseInt(written);
    this.encryption = encryption;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Host and port, for people. */
  String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * As the library wants them.
   *
   * @param name by which we say hello; empty for one of the library's choice
   * @param auth whether to show a name and a password
   */
  Properties properties(String name, boolean auth, CallLimits limits)
      throws IOException, GeneralSecurityException {
    Properties settings = new Properties();
    settings.put(PREFIX + "host", host);
    settings.put(PREFIX + "port", String.valueOf(port));
    if (!name.isEmpty()) {
      settings.put(PREFIX + "localhost", name);
    }
    settings.put(PREFIX + "socketFactory", new BoundedSockets(limits));
    settings.put(PREFIX + "socketFactory.fallback", "false");
    String deadline = String.valueOf(limits.deadline().toMillis());
    settings.put(PREFIX + "connectiontimeout", deadline);
    settings.put(PREFIX + "auth", String.valueOf(auth));
    settings.put(PREFIX + "auth.mechanisms", "PLAIN LOGIN");
    settings.put(PREFIX + "sendpartial", YES);
    // Else a server that closes without a word after the mail would make a failure of a success.
    settings.put(PREFIX + "quitwait", "false");
    encrypt(settings, limits);
    return settings;
  }

  private void encrypt(Properties settings, CallLimits limits)
      throws IOException, GeneralSecurityException {
    if (encryption == Encryption.NONE) {
      return;
    }
    settings.put(PREFIX + "ssl.checkserveridentity", YES);
    settings.put(
        PREFIX + "ssl.socketFactory", new BoundedTls(limits.tls().getSocketFactory(), limits));
    if (encryption == Encryption.TLS) {
      settings.put(PREFIX + "ssl.enable", YES);
    } else {
      settings.put(PREFIX + "starttls.enable", YES);
      settings.put(PREFIX + "starttls.required", YES);
    }
  }
}
