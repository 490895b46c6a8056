// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What each of the operators' tools takes: memory of a daemon that has been up for a while and was
 * looked at once, and its CPU after that, with the jars in {@code lib/ext/}. The baseline, in the same run: the
 * same installation without any. Each has the CDS archive. Reads /proc, so it runs on Linux only.
 */
public final class Tools {
  private static final Path BUILT = Path.of("target/clooster").toAbsolutePath();
  private static final Path JARS = Path.of("examples/operators-tools/target/tools").toAbsolutePath();
  private static final String SERVER = "camel.management.enabled = true\ncamel.management.port = %d\n";
  private static final String HEALTH = "camel.management.health-check-enabled = true\n";
  private static final String METRICS = "camel.metrics.enabled = true\ncamel.management.metrics-enabled = true\n";
  private static final String CONSOLE = "camel.main.dev-console-enabled = true\n";
  private static final String WEB = CONSOLE + "camel.management.dev-console-enabled = true\n";
  private static final String JMX = "camel.main.jmx-enabled = true\n";

  private final Sandbox sandbox = Sandbox.start();
  private final Path directory = Files.createTempDirectory("clooster-bench-");
  private final Path home = directory.resolve("clooster");
  private final int port = ReservedPort.keep();
  private final int seconds;

  private Tools(int seconds) throws IOException {
    this.seconds = seconds;
  }

  private record Tool(List<String> jars, String settings, String look) {}

  private record Taken(double anonymous, double rss, double cpu) {}

  public static void main(String[] args) throws Exception {
    Tools bench = new Tools(new Arguments(2, args).number(0, 30));
    try {
      bench.run();
    } finally {
      bench.close();
    }
  }

  private static Map<String, Tool> tools() {
    Map<String, Tool> tools = new LinkedHashMap<>();
    tools.put("health", new Tool(List.of("http", "health"), SERVER + HEALTH, "/observe/health"));
    tools.put("metrics", new Tool(List.of("http", "metrics"), SERVER + METRICS, "/observe/metrics"));
    tools.put("console", new Tool(List.of("http", "console"), SERVER + WEB, "/q/dev/route"));
    tools.put("command line", new Tool(List.of("cli", "console"), CONSOLE, ""));
    tools.put("jmx", new Tool(List.of("jmx"), JMX, ""));
    tools.put("jolokia", new Tool(List.of("jmx"), JMX, "/jolokia/list"));
    tools.put("all but jolokia", new Tool(List.of("http", "health", "metrics", "console", "cli", "jmx"),
        SERVER + HEALTH + METRICS + WEB + JMX, "/observe/metrics"));
    return tools;
  }

  private void run() throws Exception {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.com");
    copy();
    new ProcessBuilder(home + "/bin/clooster", "cds-archive").inheritIO().start().waitFor();
    Taken plain = measure("plain", new Tool(List.of(), "", ""));
    for (Map.Entry<String, Tool> tool : tools().entrySet()) {
      Taken with = measure(tool.getKey(), tool.getValue());
      Figures.ratio("  Anonymous / plain", with.anonymous(), plain.anonymous());
      Figures.ratio("  VmRSS / plain", with.rss(), plain.rss());
      Figures.ratio("  CPU / plain", with.cpu(), plain.cpu());
    }
  }

  private Taken measure(String name, Tool tool) throws Exception {
    install(tool);
    Path log = directory.resolve("log");
    Files.deleteIfExists(log);
    ProcessBuilder builder = new ProcessBuilder(home + "/bin/clooster", "run", config().toString());
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 srv1.example.com\n127.0.0.2 srv2.example.com\n");
    builder.environment().put("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts + " -Duser.home=" + directory + agent(name));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Pair.await(() -> process.isAlive() && read(log).contains("state=started"));
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds) / 2);
      if (!tool.look().isEmpty() && new ProcessBuilder("curl", "-sSf", "-o", "/dev/null", "http://127.0.0.1:" + port + tool.look())
          .inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException(name + " does not answer\n" + read(log));
      }
      double before = Proc.cpu(process);
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds) / 2);
      double cpu = (Proc.cpu(process) - before) * 200 / seconds;
      Taken taken = new Taken(Proc.anonymous(process), Proc.rss(process), cpu);
      System.out.printf("%-16s Anonymous %6.1f MB   VmRSS %6.1f MB   CPU %5.2f %%%n", name, taken.anonymous(), taken.rss(), cpu);
      return taken;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private String agent(String name) throws IOException {
    if (!name.equals("jolokia")) {
      return "";
    }
    try (Stream<Path> jars = Files.list(JARS.resolve("jolokia"))) {
      return " -javaagent:" + jars.findFirst().orElseThrow() + "=host=127.0.0.1,port=" + port;
    }
  }

  private void install(Tool tool) throws IOException {
    Path ext = home.resolve("lib/ext");
    delete(ext);
    Files.createDirectories(ext);
    for (String set : tool.jars()) {
      try (Stream<Path> jars = Files.list(JARS.resolve(set))) {
        for (Path jar : jars.toList()) {
          Files.copy(jar, ext.resolve(jar.getFileName()));
        }
      }
    }
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/application.properties"), tool.settings().formatted(port));
  }

  private Path config() throws IOException {
    return Files.writeString(directory.resolve("clooster.json"), """
        {"operate": false, "this_server": "srv1.example.com", "key": "no secret, a benchmark", "verify": false,
         "listen": {"address": "127.0.0.1", "port": %d},
         "servers": [{"name": "srv1.example.com", "address": "127.0.0.1"}, {"name": "srv2.example.com", "address": "127.0.0.2"}],
         "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com", "api": "%s"}}
        """.formatted(ReservedPort.keep(), sandbox.cloudflare().uri()));
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.filter(each -> !each.startsWith(BUILT.resolve("cache"))).toList()) {
        Path copy = home.resolve(BUILT.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
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
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
