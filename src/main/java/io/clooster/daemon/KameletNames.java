// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;

/** What the Kamelets of a block of the configuration are called, and where their values are. */
final class KameletNames {
  /** What a Kamelet that tries a notifier's credentials ends with, in place of its own ending. */
  private static final String TRIAL = "-notify-trial-action";

  private KameletNames() {}

  /**
   * A notifier's own instance of a Kamelet, as behind {@code kamelet:}. Of two notifiers by the
   * same Kamelet each has its own values.
   */
  static String instance(String kamelet, String notifier) {
    return kamelet + "/" + route(kamelet, notifier);
  }

  /** Where Camel looks for the value of one of that instance's properties. */
  static String setting(String kamelet, String notifier, String property) {
    return setting(kamelet, route(kamelet, notifier) + "." + property);
  }

  /** The same of a Kamelet with one set of values. */
  static String setting(String kamelet, String property) {
    return "camel.kamelet." + kamelet + "." + property;
  }

  /** The Kamelet that tries the credentials of notifiers of a kind; it need not be there. */
  static String trial(String kamelet) {
    String sink = Config.Notifier.SINK;
    return kamelet.endsWith(sink)
        ? kamelet.substring(0, kamelet.length() - sink.length()) + TRIAL
        : kamelet + TRIAL;
  }

  /** Of what a Kamelet was made to, its name tells in which file to look. */
  private static String route(String kamelet, String notifier) {
    return kamelet + "-" + notifier;
  }
}
