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
  private static final String SIMPLE = "org.slf4j.simple.SimpleServiceProvider";
  private static final String LOGBACK = "ch.qos.logback.classic.spi.LogbackServiceProvider";

  private LogSettings() {}

  /**
   * Sets what nobody has set: neither an option of Java's, nor {@code simplelogger.properties} on
   * the class path, which is the user's in {@code conf/}. Before the first logger is made. False,
   * and said why, where that file can't be read: no logger could be made.
   *
   * @param args of the command line, which may ask for JSON
   */
  public static boolean install(String... args) {
    provider(LogFormat.askedFor(args));
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
      if (!users.containsKey(name)) {
        setWhereUnset(name, ours.getProperty(name));
      }
    }
    return true;
  }

  /** Of the two loggers that an installation has, Logback writes JSON, and costs more memory. */
  private static void provider(LogFormat format) {
    boolean json = format == LogFormat.JSON;
    // It would say that it takes the one that it is told to take.
    setWhereUnset("slf4j.internal.verbosity", "WARN");
    setWhereUnset("slf4j.provider", json ? LOGBACK : SIMPLE);
    if (json && ClassLoader.getSystemResource("logback.xml") == null) {
      setWhereUnset("logback.configurationFile", "io/clooster/cli/log-json.xml");
    }
  }

  private static void setWhereUnset(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
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
