// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.dist.TestInstallation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One server: a config, and the Clooster process that runs with it, over crashes and restarts. */
public final class Server {
  /** What each line of the log looks like: its time, its level, its text. */
  public static final Pattern LOG_LINE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (INFO|WARN|ERROR) +\\S.*");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What to end when the tests are broken off. */
  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final Path directory;
  private final ObjectNode config;
  private final Path hosts;
  private TestInstallation installation = BuiltInstallation.installation();
  private List<String> launcher = List.of();
  private String javaOptions = "";
  private final List<Life> lives = new ArrayList<>();
  private Process process;
  private int linesBefore;

  /**
   * A process of it: when it began, and when it was seen to have ended; {@link System#nanoTime}.
   */
  private static final class Life {
    private final long begun = System.nanoTime();
    private volatile Long ended;

    boolean was(long nanos) {
      return nanos - begun >= 0 && (ended == null || nanos - ended <= 0);
    }
  }

  /**
   * A server that is not started yet.
   *
   * @param name its host name
   * @param directory where its config, state and output are to be
   * @param config its configuration, to be changed by {@link #set}
   * @param hosts a file by which the servers find each other's names
   */
  public Server(String name, Path directory, ObjectNode config, Path hosts) throws IOException {
    this.name = name;
    this.directory = Files.createDirectories(directory);
    this.config = config;
    this.hosts = hosts;
    Files.createFile(out());
    Files.createFile(err());
  }

  /** Its host name. */
  public String name() {
    return name;
  }

  /** Sets a value of the config, {@code /link/confirm} for example; holds from the next start. */
  public Server set(String pointer, Object value) {
    var path = JsonPointer.compile(pointer);
    var block = path.head().toString();
    (block.isEmpty() ? config : config.withObject(block))
        .set(path.last().getMatchingProperty(), JSON.valueToTree(value));
    return this;
  }

  /** Removes a value of a block, {@code /cloudflare/record} for example. */
  public Server unset(String pointer) {
    var path = JsonPointer.compile(pointer);
    config.withObject(path.head()).remove(path.last().getMatchingProperty());
    return this;
  }

  /** Removes a block or a value. */
  public Server remove(String key) {
    config.remove(key);
    return this;
  }

  /** Uses another installation from the next start. */
  public Server from(TestInstallation other) {
    installation = other;
    return this;
  }

  /** Starts by another program, such as {@code ip netns exec NAME}. */
  public Server by(String... program) {
    launcher = List.of(program);
    return this;
  }

  /** By which program a command starts where it runs. */
  List<String> launcher() {
    return launcher;
  }

  /** Gives Java these options too, separated by blanks, from the next start. */
  public Server with(String javaOptions) {
    this.javaOptions = javaOptions;
    return this;
  }

  /** Starts it, once few others are starting, and does not wait for it. */
  public Server start() throws IOException {
    saves();
    return start(configFile());
  }

  /** Its configuration is written into its file. */
  public void saves() throws IOException {
    Files.writeString(configFile(), config.toPrettyString(), UTF_8);
  }

  /** Starts it with another config file. */
  public Server start(Path file) throws IOException {
    assertThat(running()).as("%s runs already", name).isFalse();
    linesBefore = allLines().size();
    var words = new ArrayList<>(launcher);
    words.addAll(List.of(installation.script().toString(), "run", file.toString()));
    var builder =
        BuiltInstallation.process(installation, words, directory)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out().toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(err().toFile()));
    builder
        .environment()
        .put("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts + " " + javaOptions);
    Starts.begin(lives.isEmpty());
    try {
      var life = new Life();
      process = builder.start();
      process.onExit().thenRun(() -> life.ended = System.nanoTime());
      lives.add(life);
      STARTED.add(process);
    } finally {
      Starts.endWhen(isOver(process, linesBefore));
    }
    return this;
  }

  /** True when a start is over: the server runs, or has ended. */
  private BooleanSupplier isOver(@Nullable Process start, int before) {
    return () -> start == null || !start.isAlive() || hasStarted(before);
  }

  private boolean hasStarted(int before) {
    try {
      return read(out()).lines().skip(before).anyMatch(line -> line.contains("state=started"));
    } catch (UncheckedIOException e) {
      return true; // Its test is over, and has removed all.
    }
  }

  public boolean running() {
    return process != null && process.isAlive();
  }

  /** True when it was a process at that time, by {@link System#nanoTime}, frozen or not. */
  public boolean ranAt(long nanos) {
    return lives.stream().anyMatch(life -> life.was(nanos));
  }

  public long pid() {
    return process.pid();
  }

  /** What it has in memory. */
  public long residentKilobytes() throws IOException {
    var line =
        Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  /** As a power failure: no time for a goodbye. Harmless when it doesn't run. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** As an overloaded or suspended machine: open connections, and not a sign of life. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** The end of {@link #freeze}. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Stops it as an administrator does, which must take no more than five seconds. */
  public void stop() throws IOException, InterruptedException {
    stop("TERM");
  }

  /** Stops it by this signal; it must end within five seconds, with status 0. */
  public void stop(String signal) throws IOException, InterruptedException {
    signal(signal);
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("%s ends within 5 s", name).isTrue();
    assertThat(process.exitValue()).as("exit status of %s", name).isZero();
  }

  /** Waits until it ends by itself, and returns the exit status. */
  public int exitStatus() throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ends by itself", name).isTrue();
    return process.exitValue();
  }

  /** What it logged since its last start. */
  public List<String> lines() {
    var all = allLines();
    return all.subList(linesBefore, all.size());
  }

  /** The lines with this text that it logged since its last start. */
  public List<String> lines(String text) {
    return lines().stream().filter(line -> line.contains(text)).toList();
  }

  /** Waits for a line with this text since its last start. */
  public void awaitLine(String text) {
    awaitLines(1, text);
  }

  /** Waits for so many lines with this text since its last start. */
  public void awaitLines(int count, String text) {
    await("'%s' in the log of %s".formatted(text, name))
        .atMost(Duration.ofSeconds(90))
        .until(() -> lines(text).size() >= count || ended());
    assertThat(lines(text))
        .as("'%s' in the log of %s", text, name)
        .hasSizeGreaterThanOrEqualTo(count);
  }

  /** When it logged the last line with this text since its last start, by its own clock. */
  public Instant loggedAt(String text) {
    var lines = lines(text);
    assertThat(lines).as("'%s' in the log of %s", text, name).isNotEmpty();
    var last = lines.get(lines.size() - 1);
    return Instant.parse(last.substring(0, last.indexOf(' ')));
  }

  /** All that it ever logged. */
  public List<String> allLines() {
    return read(out()).lines().toList();
  }

  /** All that it ever wrote to its standard error. */
  public String errors() {
    return read(err());
  }

  public Path stateDirectory() {
    return directory.resolve("clooster.state");
  }

  public Path configFile() {
    return directory.resolve("clooster.json");
  }

  private boolean ended() {
    return process != null && !process.isAlive();
  }

  /** Sends it this signal, and waits for nothing. */
  public void signal(String signal) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).as("kill -%s %s", signal, name).isZero();
  }

  private Path out() {
    return directory.resolve("out");
  }

  private Path err() {
    return directory.resolve("err");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
