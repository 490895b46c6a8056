// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real RabbitMQ on this machine, with a durable queue, which takes messages by AMQP 1.0. Those
 * who read the queue are programs of another client, by AMQP 0-9-1.
 */
final class RabbitMq implements AutoCloseable {
  static final String USER = "clooster";
  static final String PASSWORD = "pass+of%a&test?";
  static final String QUEUE = "alerts";

  /** The program itself: the one in the PATH is for root, and for its own user. */
  private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final int port = ReservedPort.keep();
  private final int names = ReservedPort.keep();
  private final int nodes = ReservedPort.keep();
  private final Path directory;
  private final String declare = Tool.find("amqp-declare-queue", "amqp-tools");
  private final String consume = Tool.find("amqp-consume", "amqp-tools");
  private final Process mapper;
  private Process broker;

  private RabbitMq(Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(
        directory.resolve("rabbitmq.conf"),
        """
        listeners.tcp.1 = 127.0.0.1:%d
        default_user = %s
        default_pass = %s
        log.console = true
        log.file = false
        """
            .formatted(port, USER, PASSWORD));
    Files.writeString(directory.resolve("plugins"), "[rabbitmq_amqp1_0].\n");
    // Else the first node that starts leaves one behind for the whole machine.
    mapper = process(List.of(Tool.find("epmd", "erlang-base")), "epmd.log").start();
    broker = run();
  }

  /** Reports the test as not run where there is none; with {@code CI=true}, as failed. */
  static void mustBeThere() {
    if (!Files.isExecutable(PROGRAM)) {
      Tool.missing("RabbitMQ", "rabbitmq-server");
    }
    Tool.find("epmd", "erlang-base");
    Tool.find("amqp-consume", "amqp-tools");
  }

  /** Starts one in an empty directory, and waits until it has the queue. */
  static RabbitMq start(Path directory) throws IOException {
    RabbitMq broker = new RabbitMq(directory);
    broker.awaitQueue();
    return broker;
  }

  int port() {
    return port;
  }

  /** It is shut down, as for a new version of it. What lies in the queue stays there. */
  void stop() {
    Programs.end(broker);
  }

  /** It is there again after {@link #stop}. */
  void startAgain() throws IOException {
    broker = run();
    awaitQueue();
  }

  /** It neither answers nor ends any more; the system goes on to take connections for it. */
  void freeze() throws IOException {
    signal("STOP");
  }

  /** It goes on after {@link #freeze}. */
  void thaw() throws IOException {
    signal("CONT");
  }

  /** Who waits for the next message, whose body it writes to this file and then ends. */
  Process subscriber(Path to) throws IOException {
    List<String> words = client(consume);
    words.addAll(List.of("--count=1", "cat"));
    return new ProcessBuilder(words)
        .redirectOutput(to.toFile())
        .redirectError(directory.resolve("consume.err").toFile())
        .start();
  }

  private Process run() throws IOException {
    return process(List.of(PROGRAM.toString()), "broker.log").start();
  }

  private ProcessBuilder process(List<String> words, String log) {
    ProcessBuilder process = new ProcessBuilder(words);
    var environment = process.environment();
    environment.put("HOME", directory.toString());
    environment.put("ERL_EPMD_PORT", String.valueOf(names));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODENAME", "clooster-" + names + "@localhost");
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(nodes));
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    environment.put("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("plugins").toString());
    environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
    environment.put("RABBITMQ_LOG_BASE", directory.resolve("log").toString());
    environment.put("RABBITMQ_PID_FILE", directory.resolve("pid").toString());
    return process
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve(log).toFile()));
  }

  private void awaitQueue() {
    List<String> words = client(declare);
    words.add("--durable");
    await("the queue of RabbitMQ")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .failFast(
            () -> {
              if (!broker.isAlive()) {
                throw new IllegalStateException(
                    Files.readString(directory.resolve("broker.log"), UTF_8));
              }
            })
        .until(
            () -> {
              Process client =
                  new ProcessBuilder(words)
                      .redirectErrorStream(true)
                      .redirectOutput(directory.resolve("declare.out").toFile())
                      .start();
              return client.waitFor(20, TimeUnit.SECONDS) && client.exitValue() == 0;
            });
  }

  private List<String> client(String program) {
    return new ArrayList<>(
        List.of(
            program,
            "--server=127.0.0.1",
            "--port=" + port,
            "--username=" + USER,
            "--password=" + PASSWORD,
            "--queue=" + QUEUE));
  }

  private void signal(String name) throws IOException {
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    ProcessHandle program = broker.toHandle();
    words.add(String.valueOf(program.pid()));
    program.descendants().map(ProcessHandle::pid).map(String::valueOf).forEach(words::add);
    Process kill = new ProcessBuilder(words).start();
    await("the signal").until(() -> !kill.isAlive());
  }

  @Override
  public void close() throws IOException {
    thaw();
    Programs.end(broker);
    Programs.end(mapper);
  }
}
