// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open. */
public final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Level before;

  private Logged(String name, Level level) {
    this.logger = (Logger) LoggerFactory.getLogger(name);
    this.before = logger.getLevel();
    setContext(logger.getLoggerContext());
    logger.setLevel(level);
    logger.addAppender(this);
    start();
  }

  /** What this logger, and those below it, log at INFO and above. */
  public static Logged by(String name) {
    return new Logged(name, Level.INFO);
  }

  /** The same with DEBUG. */
  public static Logged inDetailBy(String name) {
    return new Logged(name, Level.DEBUG);
  }

  /** Level, logger, message and, if there is one, the exception with its causes, a line each. */
  public List<String> lines() {
    return lines;
  }

  /** The messages alone of those lines that a level and a text pick. */
  public Stream<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text));
  }

  @Override
  protected void append(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
    for (IThrowableProxy e = event.getThrowableProxy(); e != null; e = e.getCause()) {
      line.append(" | ").append(e.getClassName()).append(": ").append(e.getMessage());
    }
    lines.add(line.toString());
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    stop();
  }
}
