// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What providers and notifiers cost that are there and in no configuration: start and memory of a
 * daemon with Cloudflare's Kamelet alone, of one with all Kamelets, and of one with Cloudflare's that has no
 * jars for mail either. The three take turns; each has the CDS archive, and no peer that answers. Reads /proc,
 * so it runs on Linux only.
 */
public final class Kamelets {
  private static final Path BUILT = Path.of("target/clooster").toAbsolutePath();
  /** That of the provider in use, and those that it calls. */
  private static final String CONFIGURED = "cloudflare-";

  /** So long after its start a daemon is quiet. */
  private static final int QUIET_SECONDS = 10;

  private final Sandbox sandbox = Sandbox.start();
  private final Path directory = Files.createTempDirectory("clooster-bench-");

  private Kamelets() throws IOException {}

  /** An installation, and what was measured with it. */
  private static final class Variant {
    private final String name;
    private final Path home;
    private final Figures start = new Figures();
    private final Figures rss = new Figures();
    private final Figures anonymous = new Figures();

    Variant(String name, Path home) {
      this.name = name;
      this.home = home;
    }

    void print() {
      start.print(name + ": start");
      rss.print(name + ": VmRSS", "MB");
      anonymous.print(name + ": Anonymous", "MB");
    }
  }

  public static void main(String[] args) throws Exception {
    Kamelets bench = new Kamelets();
    try {
      bench.run(new Arguments(2, args).number(0, 7));
    } finally {
      bench.close();
    }
  }

  private void run(int runs) throws Exception {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.com");
    Variant one = variant("one Kamelet");
    Variant all = variant("all Kamelets");
    Variant bare = variant("one Kamelet, no jars for mail");
    removeOthers(one.home.resolve("routes/kamelets"), ".*\\.kamelet\\.yaml");
    removeOthers(bare.home.resolve("routes/kamelets"), ".*\\.kamelet\\.yaml");
    removeOthers(bare.home.resolve("lib"), "(camel-mail|angus-|jakarta\\.mail).*");
    List<Variant> variants = List.of(one, all, bare);
    for (Variant each : variants) {
      new ProcessBuilder(each.home + "/bin/clooster", "cds-archive").inheritIO().start().waitFor();
    }
    for (int run = 1; run <= runs; run++) {
      for (Variant each : variants) {
        measure(each);
      }
    }
    variants.forEach(Variant::print);
    ratios("all / one", all, one);
    ratios("no jars for mail / one", bare, one);
  }

  private static void ratios(String what, Variant ours, Variant theirs) {
    Figures.ratio(what + ": start", ours.start.median(), theirs.start.median());
    Figures.ratio(what + ": VmRSS", ours.rss.median(), theirs.rss.median());
    Figures.ratio(what + ": Anonymous", ours.anonymous.median(), theirs.anonymous.median());
  }

  private void measure(Variant variant) throws Exception {
    Path log = Files.createTempFile(directory, "daemon", ".log");
    ProcessBuilder builder = new ProcessBuilder(variant.home + "/bin/clooster", "run", config().toString());
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 srv1.example.com\n127.0.0.2 srv2.example.com\n");
    builder.environment().put("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts);
    long begun = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Pair.await(() -> process.isAlive() && read(log).contains("state=started"));
      variant.start.add(System.nanoTime() - begun);
      Thread.sleep(TimeUnit.SECONDS.toMillis(QUIET_SECONDS));
      variant.rss.addNumber(Proc.rss(process));
      variant.anonymous.addNumber(Proc.anonymous(process));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(variant.name + " does not start\n" + read(log), e);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Path config() throws IOException {
    return Files.writeString(directory.resolve("clooster.json"), """
        {"operate": false, "this_server": "srv1.example.com", "key": "no secret, a benchmark", "verify": false,
         "listen": {"address": "127.0.0.1", "port": %d},
         "servers": [{"name": "srv1.example.com", "address": "127.0.0.1"}, {"name": "srv2.example.com", "address": "127.0.0.2"}],
         "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com", "api": "%s"}}
        """.formatted(ReservedPort.keep(), sandbox.cloudflare().uri()));
  }

  private Variant variant(String name) throws IOException {
    Path home = directory.resolve(name.replaceAll("\\W+", "-"));
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.filter(each -> !each.startsWith(BUILT.resolve("cache"))).toList()) {
        Path copy = home.resolve(BUILT.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new Variant(name, home);
  }

  private static void removeOthers(Path directory, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.matches(pattern) && !name.startsWith(CONFIGURED)) {
          Files.delete(file);
        }
      }
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  private void close() throws IOException {
    sandbox.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
