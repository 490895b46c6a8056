// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.Clooster;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * What Clooster adds to a Camel application: the time of a start and the memory after a garbage
 * collection, of one with it and of one that has nothing at all (the baseline), and the time from a
 * crash to the write at the API, in turn with two daemons. The applications have the daemon's flags of
 * Java and no CDS archive. Protocol 2, {@code link.confirm} 0.
 */
public final class Embedded {
  private static final String STARTED = "the application has started";
  private static final long SETTLED = TimeUnit.SECONDS.toMillis(10);

  private Embedded() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("host")) {
      host(args);
      return;
    }
    int runs = new Arguments(2, args).number(0, 7);
    Figures with = new Figures();
    Figures bare = new Figures();
    List<Double> memory = new ArrayList<>();
    List<Double> bareMemory = new ArrayList<>();
    Figures embedded = new Figures();
    Figures daemons = new Figures();
    // Not counted: they find no file in the system's cache.
    start(new Figures(), new ArrayList<>());
    bare(new Figures(), new ArrayList<>());
    for (int run = 1; run <= runs; run++) {
      start(with, memory);
      bare(bare, bareMemory);
      embedded.add(crash(new Pair(2, "\"confirm\": 0").embedded()));
      daemons.add(crash(new Pair(2, "\"confirm\": 0")));
      System.err.printf("run %d of %d%n", run, runs);
    }
    with.print("application with Clooster: start -> listening");
    bare.print("baseline: start of a bare camel-main");
    System.out.printf("RSS after a collection, linked: with Clooster %s MB, bare %s MB%n", rounded(memory), rounded(bareMemory));
    embedded.print("two applications: killed -> write at the API");
    daemons.print("two daemons: killed -> write at the API");
    Figures.ratio("start with Clooster / bare", with.median(), bare.median());
    Figures.ratio("RSS with Clooster / bare", median(memory), median(bareMemory));
    Figures.ratio("crash to write, applications / daemons", embedded.median(), daemons.median());
  }

  /** The words that start the application, as a benchmark's own process, with one more option of Java's. */
  static List<String> command(String option, String... config) {
    List<String> words = new ArrayList<>(List.of("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", option,
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.log.clooster=info",
        "-Dorg.slf4j.simpleLogger.log.io.clooster=info", "-cp", System.getProperty("java.class.path"), "bench.Embedded", "host"));
    words.addAll(List.of(config));
    return words;
  }

  /** The application: with Clooster if a config is named, else with nothing. */
  private static void host(String[] args) throws Exception {
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.configure().withName("host");
    if (args.length > 1) {
      Path home = Path.of("target/clooster").toAbsolutePath();
      Config config = ConfigReader.read(Path.of(args[1]), home.resolve("routes/kamelets"), System::getenv);
      Clooster.configure(main, config, home);
    }
    main.addMainListener(new MainListenerSupport() {
      @Override
      public void afterStart(BaseMainSupport started) {
        System.out.println(STARTED);
      }
    });
    main.run();
  }

  private static void start(Figures times, List<Double> memory) throws IOException, InterruptedException {
    try (Pair pair = new Pair(2).embedded()) {
      long begun = System.nanoTime();
      Process first = pair.startFirst();
      Pair.await(pair::listening);
      times.add(System.nanoTime() - begun);
      pair.startSecond();
      pair.awaitLinked();
      memory.add(collected(first));
    }
  }

  private static void bare(Figures times, List<Double> memory) throws IOException, InterruptedException {
    Path log = Files.createTempFile("clooster-bench-", ".log");
    long begun = System.nanoTime();
    Process bare = new ProcessBuilder(command("-Dnothing")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Pair.await(() -> has(log, STARTED));
      times.add(System.nanoTime() - begun);
      memory.add(collected(bare));
    } finally {
      bare.destroyForcibly().waitFor();
      Files.delete(log);
    }
  }

  private static boolean has(Path log, String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its resident memory in MB when it has been idle for a while, and after a garbage collection. */
  private static double collected(Process process) throws IOException, InterruptedException {
    Thread.sleep(SETTLED);
    Process collection = new ProcessBuilder("jcmd", String.valueOf(process.pid()), "GC.run").start();
    String said = new String(collection.getInputStream().readAllBytes());
    if (collection.waitFor() != 0) {
      throw new IllegalStateException("jcmd: " + said);
    }
    return Proc.rss(process);
  }

  private static long crash(Pair fresh) throws IOException, InterruptedException {
    try (Pair pair = fresh) {
      Process first = pair.startFirst();
      pair.startSecond();
      pair.awaitLinked();
      // Let both settle: what is measured is a server that has been idle, not one that starts.
      Thread.sleep(3000);
      long killed = System.nanoTime();
      first.destroyForcibly();
      Pair.await(() -> pair.write() != null);
      return pair.write().arrivedNanos() - killed;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String rounded(List<Double> values) {
    return String.valueOf(values.stream().map(value -> Math.round(value * 10) / 10.0).toList());
  }
}
