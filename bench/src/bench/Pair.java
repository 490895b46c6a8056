// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Two real servers with the sandbox's Cloudflare, on loopback unless they are given other
 * addresses; everything is removed at the end. Under protocol 1 the first one listens and the
 * second one connects; under protocol 2 both listen, and the second one connects.
 */
final class Pair implements AutoCloseable {
  static final String RECORD = "www.example.com";
  static final String FIRST = "srv1.example.com";
  static final String SECOND = "srv2.example.com";
  static final String ADDRESS1 = "127.0.0.1";
  static final String ADDRESS2 = "127.0.0.2";
  static final Path CLOOSTER = Path.of("target/clooster/bin/clooster").toAbsolutePath();

  private static final int MOST_NAMES = 100;

  final Sandbox sandbox = Sandbox.start();
  final Path directory = Files.createTempDirectory("clooster-bench-");
  final int port = ReservedPort.keep();
  Process first;
  Process second;

  private final List<Process> others = new ArrayList<>();
  private final int protocol;
  private final String link;
  private String holder = "srv1";
  private String address1 = ADDRESS1;
  private String address2;
  private String firstsApi;
  private List<String> firstsHost = List.of();
  private List<String> records = List.of(RECORD);
  private boolean addressed;
  private boolean embedded;
  private boolean claim;
  private List<Integer> operated = List.of();
  private String firstSeenAt;
  private String secondSeenAt;

  /** With the link's default periods. */
  Pair(int protocol) throws IOException {
    this(protocol, "");
  }

  /** {@code link} is what stands in the block of this name. */
  Pair(int protocol, String link) throws IOException {
    this.protocol = protocol;
    this.claim = protocol == 2;
    this.link = link;
    this.firstsApi = api().toString();
    // The same port at another address; protocol 1 wants to see it as the sender's.
    this.address2 = protocol == 1 ? address1 : ADDRESS2;
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token");
    sandbox.cloudflare().addRecord(RECORD, "CNAME", FIRST);
  }

  void edit(String value) {
    sandbox.cloudflare().edit(RECORD, "CNAME", value);
  }

  /** From the start on the record is the second server's, and it stays there; protocol 2. */
  void secondHolds() {
    edit(SECOND);
    holder = "srv2";
  }

  /** Both servers are parts of Camel applications. */
  Pair embedded() {
    embedded = true;
    return this;
  }

  /** Both servers tell of their state over HTTP, each at a port of its own, {@link #operate}. */
  Pair operated() throws IOException {
    operated = List.of(ReservedPort.keep(), ReservedPort.keep());
    return this;
  }

  /** What a server, 1 or 2, tells at this path, or is to do. */
  URI operate(int server, String path) {
    return URI.create("http://127.0.0.1:" + operated.get(server - 1) + path);
  }

  /** By this a server, 1 or 2, knows its operator. */
  String token(int server) throws IOException {
    return Files.readString(directory.resolve("srv" + server).resolve("clooster.state").resolve("operate.token"));
  }

  /** Both servers do without the claim. */
  Pair withoutClaim() {
    claim = false;
    return this;
  }

  /**
   * So many records move together, {@link #RECORD} among them; protocol 2. The config takes 100 names:
   * when there are more records, each name has two of them, an A and an AAAA.
   */
  Pair withRecords(int count) {
    addressed = count > MOST_NAMES;
    records = new ArrayList<>();
    sandbox.cloudflare().delete(RECORD, "CNAME");
    for (int i = 0; i < count; i++) {
      int number = addressed ? i / 2 : i;
      String name = number == 0 ? RECORD : "www%03d.example.com".formatted(number);
      String type = !addressed ? "CNAME" : i % 2 == 0 ? "A" : "AAAA";
      sandbox.cloudflare().addRecord(name, type, target(1, type));
      if (!records.contains(name)) {
        records.add(name);
      }
    }
    return this;
  }

  /** What a record of this type holds to point at a server, 1 or 2. */
  static String target(int server, String type) {
    return switch (type) {
      case "A" -> "192.0.2." + server;
      case "AAAA" -> "2001:db8::" + server;
      default -> server == 1 ? FIRST : SECOND;
    };
  }

  /** How many records hold what points at this server, 1 or 2. */
  long pointingAt(int server) {
    return sandbox.cloudflare().records().stream()
        .filter(record -> records.contains(record.name()))
        .filter(record -> record.content().equals(target(server, record.type()))).count();
  }

  /** Each knows the other one at another address than it listens on, same port; protocol 2. */
  Pair seenAt(String first, String second) {
    firstSeenAt = first;
    secondSeenAt = second;
    return this;
  }

  /** The first server is on another host, entered by the words {@code on}; it finds the API at {@code api}. */
  void apart(String first, String second, String api, String... on) {
    address1 = first;
    address2 = second;
    firstsApi = api;
    firstsHost = List.of(on);
  }

  /** The configuration of the first server; protocol 2. */
  String firstsConfig() {
    return config(FIRST, SECOND, firstsApi, "", address1, address1, address2);
  }

  /** The listening, preferred server. */
  Process startFirst() throws IOException {
    first = start("srv1", firstsHost, config(FIRST, SECOND, firstsApi,
        "\"server\": {\"address\": \"" + address1 + "\", \"port\": " + port + "}", address1, address1,
        secondSeenAt == null ? address2 : secondSeenAt));
    return first;
  }

  /** The same, with this installation and where its class data are. */
  Process startFirst(Path home, Path cache) throws IOException {
    return startFirst(List.of("env", "CLOOSTER_CACHE=" + cache, home + "/bin/clooster", "run",
        written("srv1", firstsConfig()).toString()));
  }

  /** The same, by a command that has its {@link #firstsConfig}. */
  Process startFirst(List<String> command) throws IOException {
    first = launched("srv1", command);
    return first;
  }

  /** The connecting server. */
  Process startSecond() throws IOException {
    return startSecond(config(SECOND, FIRST, api().toString(),
        "\"client\": {\"address\": \"" + address1 + "\", \"port\": " + port + "}", address2,
        firstSeenAt == null ? address1 : firstSeenAt, address2));
  }

  /** Another server in its place. */
  Process startSecond(String config) throws IOException {
    second = start("srv2", List.of(), config);
    return second;
  }

  /** Both are linked, and the record is known to be as it should. */
  void awaitLinked() throws InterruptedException {
    String follower = holder.equals("srv1") ? "srv2" : "srv1";
    String known = protocol == 1 ? "state=settled" : "state=read";
    try {
      await(() -> logged(holder, "state=up", "state=settled") && logged(follower, "state=up", known) && claimed());
    } catch (IllegalStateException e) {
      throw new IllegalStateException("not linked\n" + log("srv1") + "\n" + log("srv2"), e);
    }
  }

  private boolean claimed() {
    return !claim || !sandbox.cloudflare().claims(RECORD).isEmpty();
  }

  private boolean logged(String server, String... texts) {
    String log = log(server);
    return Stream.of(texts).allMatch(log::contains);
  }

  boolean listening() {
    try (Socket socket = new Socket(InetAddress.getByName(address1), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String log(String server) {
    try {
      return Files.readString(directory.resolve(server + ".log"));
    } catch (IOException e) {
      return "";
    }
  }

  URI api() {
    return sandbox.cloudflare().uri();
  }

  /** The first call that moves the record, null while there is none; one for the claim alone is not. */
  ApiCall write() {
    return sandbox.cloudflare().calls().stream()
        .filter(call -> call.method().equals("PATCH") || call.body().contains("\"patches\""))
        .findFirst().orElse(null);
  }

  /** The calls that arrived after {@code from}, up to {@code until}, by {@link System#nanoTime}. */
  List<ApiCall> calls(long from, long until) {
    return sandbox.cloudflare().calls().stream()
        .filter(call -> call.arrivedNanos() - from > 0 && call.arrivedNanos() - until <= 0).toList();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited a minute in vain");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    List<Process> all = new ArrayList<>(others);
    Stream.of(first, second).filter(Objects::nonNull).forEach(all::add);
    all.forEach(Process::destroyForcibly);
    for (Process process : all) {
      process.waitFor();
    }
    sandbox.close();
    List<Path> files;
    try (var walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private String config(String self, String other, String api, String role, String address,
      String firstAt, String secondAt) {
    String servers = protocol == 1
        ? "\"other_server\": \"%s\", %s".formatted(other, role)
        : """
          "protocol": 2, "failback": "manual", "listen": {"address": "%s", "port": %d}, "servers": [
            {"name": "%s", "address": "%s"%s}, {"name": "%s", "address": "%s"%s}]"""
            .formatted(address, port, FIRST, firstAt, addresses(1), SECOND, secondAt, addresses(2));
    String moved = records.size() == 1
        ? "\"record\": \"%s\"".formatted(RECORD)
        : "\"records\": [\"%s\"]".formatted(String.join("\", \"", records));
    return """
        {"operate": %s, "this_server": "%s", "key": "no secret, a benchmark", %s, "link": {%s}, "verify": false,%s
         "cloudflare": {"token": "token", "zone": "example.com", %s, "api": "%s"%s}}
        """.formatted(operated.isEmpty() ? "false" : "{\"port\": " + operated.get(self.equals(FIRST) ? 0 : 1) + "}", self, servers, link, protocol == 2 && !claim ? " \"claim\": false," : "", moved, api,
            protocol == 1 ? ", \"preferred_value\": \"" + FIRST + "\"" : "");
  }

  /** One more server; it ends with the others, and logs to {@link #log} of its name. */
  Process launch(String name, String config) throws IOException {
    Process process = start(name, List.of(), config);
    others.add(process);
    return process;
  }

  private String addresses(int server) {
    return addressed
        ? ", \"A\": \"%s\", \"AAAA\": \"%s\"".formatted(target(server, "A"), target(server, "AAAA"))
        : "";
  }

  private Process start(String name, List<String> on, String config) throws IOException {
    Path file = written(name, config);
    List<String> command = new ArrayList<>(on);
    command.addAll(embedded
        ? Embedded.command("-Djdk.net.hosts.file=" + hostsFile(), file.toString())
        : List.of(CLOOSTER.toString(), "run", file.toString()));
    return launched(name, command);
  }

  private Path written(String name, String config) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    return Files.writeString(home.resolve("clooster.json"), config);
  }

  /** Where the servers find each other. */
  String hosts() {
    return address1 + " " + FIRST + "\n" + address2 + " " + SECOND + "\n";
  }

  private Path hostsFile() throws IOException {
    return Files.writeString(directory.resolve("hosts"), hosts());
  }

  private Process launched(String name, List<String> command) throws IOException {
    Path hosts = hostsFile();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().merge(
        "CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts, (given, ours) -> given + " " + ours);
    builder.redirectErrorStream(true).redirectOutput(directory.resolve(name + ".log").toFile());
    Process process = builder.start();
    // When the benchmark is stopped, nothing of it goes on.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

}
