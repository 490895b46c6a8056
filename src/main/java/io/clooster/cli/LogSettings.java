// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon's log shows, {@code log.properties}. As properties of this process and not as a
 * file of the logger's at the root of our jar: there it would be the settings of whatever program
 * has that jar on its class path.
 */
public final class LogSettings {
  private LogSettings() {}

  /**
   * Sets what nobody has set: neither an option of Java's, nor {@code simplelogger.properties} on
   * the class path, which is the user's in {@code conf/}. Before the first logger is made.
   */
  public static void install() {
    Properties users = read(ClassLoader.getSystemResourceAsStream("simplelogger.properties"));
    Properties ours =
        read(
            Objects.requireNonNull(
                LogSettings.class.getResourceAsStream("log.properties"),
                "log.properties is a part of the jar"));
    for (String name : ours.stringPropertyNames()) {
      if (System.getProperty(name) == null && !users.containsKey(name)) {
        System.setProperty(name, ours.getProperty(name));
      }
    }
  }

  private static Properties read(@Nullable InputStream source) {
    Properties settings = new Properties();
    if (source == null) {
      return settings;
    }
    try (InputStream in = source) {
      settings.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }
}
