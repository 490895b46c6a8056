// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import java.util.List;

/** One look at this server's own health, made again and again. */
public sealed interface HealthCheck {
  /** How often, how long, how many. */
  Pace pace();

  /** For logs and messages: nothing in it that might be a secret. */
  String name();

  /**
   * Healthy while a GET is answered with a status from 200 to 399.
   *
   * @param url {@code http} or {@code https}, with a host, without user and fragment
   */
  record Http(String url, Pace pace) implements HealthCheck {
    /** The URL without its query, which might be a password's place. */
    @Override
    public String name() {
      int query = url.indexOf('?');
      return query < 0 ? url : url.substring(0, query);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * Healthy while a connection is accepted.
   *
   * @param host host name or IP address
   * @param port 1 to 65535
   */
  record Tcp(String host, int port, Pace pace) implements HealthCheck {
    @Override
    public String name() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * Healthy while a program ends with status 0.
   *
   * @param words the program and its arguments, each as it is: no shell takes part
   */
  record Command(List<String> words, Pace pace) implements HealthCheck {
    /** Copies the words. */
    public Command {
      words = List.copyOf(words);
    }

    /** The program alone. */
    @Override
    public String name() {
      return words.get(0);
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * The pace of a check.
   *
   * @param every from one look to the next (5 s)
   * @param timeout a look that takes longer has failed; at most {@code every} (2 s)
   * @param fall so many failures in a row make the server unhealthy (3)
   * @param rise so many successes in a row make it well again (2)
   */
  record Pace(Duration every, Duration timeout, int fall, int rise) {}

  /** From one look to the next. */
  default Duration every() {
    return pace().every();
  }

  /** A look that takes longer has failed. */
  default Duration timeout() {
    return pace().timeout();
  }

  /** So many failures in a row make the server unhealthy. */
  default int fall() {
    return pace().fall();
  }

  /** So many successes in a row make it well again. */
  default int rise() {
    return pace().rise();
  }
}
