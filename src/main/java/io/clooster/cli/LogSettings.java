// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
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
   * the class path, which is the user's in {@code conf/}. Before the first logger is made. False,
   * and said why, where that file can't be read: no logger could be made.
   */
  public static boolean install() {
    Properties users;
    try {
      users = read(ClassLoader.getSystemResourceAsStream("simplelogger.properties"));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(
          "clooster: "
              + place()
              + ": can't be read: "
              + e.getMessage()
              + "; correct the file, or remove it");
      return false;
    }
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
    return true;
  }

  private static String place() {
    URL file = ClassLoader.getSystemResource("simplelogger.properties");
    try {
      return file == null ? "simplelogger.properties" : Path.of(file.toURI()).toString();
    } catch (URISyntaxException | RuntimeException e) {
      return String.valueOf(file); // In a jar.
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
