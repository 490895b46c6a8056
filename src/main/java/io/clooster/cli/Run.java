// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.call.RedactedOutput;
import io.clooster.check.RouteFiles;
import io.clooster.config.Config;
import io.clooster.config.LoadedConfig;
import io.clooster.daemon.BuildVersion;
import io.clooster.daemon.CrashFile;
import io.clooster.daemon.Daemon;
import io.clooster.daemon.ExtensionJars;
import io.clooster.daemon.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster run}: the daemon, until it is told to stop. */
@Command(
    name = Run.NAME,
    mixinStandardHelpOptions = true,
    description =
        "Watch the other servers, and move the record here when the one that it points at dies (the"
            + " default).")
final class Run implements Callable<Integer> {
  static final String NAME = "run";

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  /** As long as the start waits to say who holds the record; nothing else waits for it. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  /** So long whoever reads why it can't start is waited for. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  @Mixin private ConfigArgument config;

  /** Heeded before there was a command: see {@link LogSettings}. */
  @Option(
      names = LogFormat.OPTION,
      paramLabel = "FORMAT",
      converter = LogFormat.Word.class,
      description = "What a line of the log is: text (the default), or json, an object.")
  @SuppressWarnings("unused") // It is here to be parsed, and to be in the help.
  private LogFormat format = LogFormat.TEXT;

  @Override
  public Integer call() {
    return with(config);
  }

  /** An operator wants to see another server take this one's place: it gets the time for that. */
  private static void waitAfterACrash(Config config) throws InterruptedException {
    Duration left = new CrashFile(config.stateDir()).take(Instant.now());
    if (!left.isZero()) {
      LOG.info(
          "server={} state=away: it crashed as ordered (clooster drill --crash), and starts in {} s",
          config.thisServer(),
          left.toSeconds());
      Thread.sleep(left.toMillis());
    }
  }

  static int with(ConfigArgument config) {
    Path home = Installation.home();
    LoadedConfig loaded = config.read(home);
    if (loaded == null) {
      return ExitStatus.CONFIG;
    }
    RedactedOutput.queue();
    loaded.remarks().warnings().forEach(warning -> LOG.warn("config={}", warning));
    ExtensionJars.warnings(home).forEach(warning -> LOG.warn("jar={}", warning));
    Config read = loaded.config();
    LOG.info(StartLine.beginning(read, BuildVersion.get()));
    try {
      waitAfterACrash(read);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    }
    StopSignal stop = StopSignal.armed();
    try {
      Daemon daemon = Daemon.start(read, home, RouteFiles::faults);
      stop.stops(daemon);
      daemon.whenItMustNotObserve(read, stop::refuses);
      LOG.info(StartLine.of(read, BuildVersion.get(), daemon.firstHolder(FIRST_LOOK)));
      daemon.ready();
      // Parsing the routes left more garbage than Clooster will make in a day: give the memory
      // back.
      System.gc();
      stop.await();
      return ExitStatus.OK;
    } catch (StartFailure e) {
      stop.disarm();
      System.err.println("clooster: " + e.getMessage());
      RedactedOutput.finish(LAST_WORDS);
      return ExitStatus.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    }
  }
}
