// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.DeafServer;
import io.clooster.testing.ScriptedServer;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over real sockets, to a server that each test makes behave as it likes. */
@Timeout(30)
@Slow
class CallLimitsTest {
  private static final Duration DEADLINE = Duration.ofMillis(600);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private final CallLimits limits = new CallLimits(DEADLINE);
  private final ScriptedServer server = new ScriptedServer();
  private CloseableHttpClient client = client(host -> new InetAddress[] {loopback(1)});

  @AfterEach
  void close() throws Exception {
    client.close();
    limits.close();
    server.close();
  }

  @Test
  void anAnswerInTimeIsReadInFull() throws Exception {
    // Given
    server.then(out -> out.write(ANSWER.getBytes(US_ASCII)));

    // When
    String answer = call();

    // Then
    assertThat(answer).isEqualTo("hello");
  }

  @Test
  void anEmptyAnswerIsAnAnswer() throws Exception {
    // Given
    server.then(out -> out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII)));

    // When
    String answer = call();

    // Then
    assertThat(answer).isEmpty();
  }

  @Test
  void aServerThatSaysNothingIsGivenUpAtTheDeadline() {
    // Given
    server.then(out -> server.untilClosed());

    // Then
    assertThatThrownBy(this::call)
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessage("no full answer within 600 ms");
  }

  @Test
  void headersThatDripAreGivenUpAtTheDeadline() {
    // Given
    server.then(out -> server.drip(out, ANSWER + " ".repeat(1_000)));

    // Then
    assertThatThrownBy(this::call).isInstanceOf(DeadlineExceeded.class);
  }

  @Test
  void aBodyThatDripsIsGivenUpAtTheDeadline() {
    // Given
    server.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(US_ASCII));
          server.drip(out, "x".repeat(9_999));
        });

    // Then
    assertThatThrownBy(this::call).isInstanceOf(DeadlineExceeded.class);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    // Given
    server.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
          byte[] block = new byte[64 * 1024];
          for (int i = 0; i < 1_000; i++) {
            out.write(block);
          }
        });

    // Then
    client = patient();
    assertThatThrownBy(this::call).hasMessage("the answer is larger than 1048576 bytes");
  }

  /** For what ends by its size, however busy the machine: its deadline is far away. */
  private CloseableHttpClient patient() {
    return client(host -> new InetAddress[] {loopback(1)}, limits.within(PATIENCE));
  }

  static Stream<Arguments> answersWithoutEnd() {
    return Stream.concat(
        Stream.of(
            Arguments.of("200 OK\r\nContent-Length: 2000000000\r\n\r\n", "more "),
            Arguments.of("404 Gone\r\nContent-Length: 2000000000\r\n\r\n", "more ")),
        answersOfAnyLength());
  }

  static Stream<Arguments> answersOfAnyLength() {
    return Stream.of(
        Arguments.of("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nmore \r\n"),
        Arguments.of("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3B9AC9FF\r\n", "more "),
        Arguments.of("500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nmore \r\n"),
        Arguments.of("429 Wait\r\nRetry-After: 5\r\n\r\n", "more "));
  }

  @ParameterizedTest
  @MethodSource("answersWithoutEnd")
  void anAnswerWithoutEndIsThrownAwayWithItsConnection(String head, String more) throws Exception {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 " + head, more));
    client = patient();

    // When
    long begun = System.nanoTime();
    assertThatThrownBy(this::call).hasMessage("the answer is larger than 1048576 bytes");

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE.dividedBy(2));
    await().until(() -> server.open() == 0);
  }

  @ParameterizedTest
  @MethodSource("answersOfAnyLength")
  void whoDoesNotReadAnAnswerWaitsForNoEndOfIt(String head, String more) throws Exception {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 " + head, more));

    // When
    int first =
        client.execute(
            new HttpGet("http://api.test:" + server.port() + "/"),
            response -> response.getEntity().getContent().read());

    // Then
    assertThat(first).isEqualTo('m');
    await().until(() -> server.open() == 0);
  }

  @Test
  void chunksThatDripAreGivenUpAtTheDeadline() {
    // Given
    server.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
          server.drip(out, "1\r\nx\r\n".repeat(9_999));
        });

    // Then
    assertThatThrownBy(this::call).isInstanceOf(DeadlineExceeded.class);
    await().until(() -> server.open() == 0);
  }

  @Test
  void aPackedAnswerWithSomethingEndlessBehindItIsReadAndItsConnectionThrownAway()
      throws Exception {
    // Given
    byte[] packed = ScriptedServer.zipped("hello".getBytes(US_ASCII));
    server.then(
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".getBytes(US_ASCII));
          out.write(packed);
          server.pour(out, "", "more ");
        });

    // When
    String answer = call();

    // Then
    assertThat(answer).startsWith("hello");
    await().until(() -> server.open() == 0);
  }

  @Test
  void redirectsWithABodyWithoutEndAreFollowedNoFurtherThanTheDeadline() {
    // Given
    String chunked = "HTTP/1.1 302 Found\r\nLocation: /a\r\nTransfer-Encoding: chunked\r\n\r\n";
    server.then(out -> server.pour(out, chunked, "5\r\nmore \r\n"));

    // When
    long begun = System.nanoTime();
    assertThatThrownBy(this::call).isInstanceOf(IOException.class);

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.multipliedBy(3));
    await().until(() -> server.open() == 0);
  }

  @Test
  void whoGoesOnSayingContinueIsGivenUpAtTheDeadline() {
    // Given
    server.then(out -> server.pour(out, "", "HTTP/1.1 100 Continue\r\n\r\n"));

    // Then
    assertThatThrownBy(this::call).isInstanceOf(DeadlineExceeded.class);
    await().until(() -> server.open() == 0);
  }

  @Test
  void whatBeginsAfterTheDeadlineIsEndedToo() throws Exception {
    // Given
    Duration shorter = Duration.ofMillis(50);
    AtomicInteger ended = new AtomicInteger();

    // When
    Deadlines.Timeout timer = limits.deadlines().set(shorter, ended::incrementAndGet);
    await().until(() -> ended.get() >= 3);
    timer.cancel();

    // Then
    assertThat(timer.isExpired()).isTrue();
    int before = ended.get();
    Deadlines.Timeout later = limits.deadlines().set(shorter, () -> {});
    await().until(later::isExpired);
    later.cancel();
    assertThat(ended.get() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void headersWithoutEndAreCutOff() {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"));

    // Then
    assertThatThrownBy(this::call).hasMessageContaining("Maximum header count exceeded");
  }

  @Test
  void aHeaderWithoutEndIsCutOff() {
    // Given
    server.then(out -> server.pour(out, "HTTP/1.1 200 OK\r\nX-More: ", "and more "));

    // Then
    assertThatThrownBy(this::call).hasMessageContaining("Maximum line length limit exceeded");
  }

  @Test
  void aNameServerThatHangsTakesHalfOfAShortDeadlineAtMost() {
    // Given
    CountDownLatch answer = new CountDownLatch(1);
    HttpClientBuilder builder = HttpClientBuilder.create();
    builder.setConnectionManager(
        Connections.own(
            DEADLINE,
            (DnsResolverLike)
                host -> {
                  try {
                    answer.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return addresses(1);
                }));
    limits.configureHttpClient(builder);
    client = builder.build();

    // Then
    assertThatThrownBy(this::call)
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("api.test: no answer from a name server within 300 ms");
    answer.countDown();
  }

  @Test
  void limitsWithAnotherDeadlineShareTheClockAndTheStop() {
    // Given
    CallLimits patient = limits.within(Duration.ofMinutes(1));
    CallLimits hasty = limits.within(Duration.ofMillis(50));
    server.then(out -> server.untilClosed());

    // Then
    client = client(host -> addresses(1), hasty);
    assertThatThrownBy(this::call).hasMessage("no full answer within 50 ms");

    // When
    limits.endAfter(Duration.ZERO);

    // Then
    client = client(host -> addresses(1), patient);
    assertThatThrownBy(this::call).isInstanceOf(ShuttingDownException.class);
  }

  @Test
  void camelReadsAPackedAnswerAndAsksForNone() throws Exception {
    // Given
    byte[] packed = ScriptedServer.zipped("hello".getBytes(US_ASCII));
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n";
    server.then(
        out -> {
          out.write(head.formatted("gzip", packed.length).getBytes(US_ASCII));
          out.write(packed);
        });

    // When
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      HttpComponent http = new HttpComponent();
      http.setHttpClientConfigurer(limits);
      camel.addComponent("http", http);
      camel.start();
      ProducerTemplate template = camel.createProducerTemplate();

      // Then
      String url = "http://127.0.0.1:" + server.port() + "/";
      assertThat(template.requestBody(url, null, String.class)).isEqualTo("hello");
    }
    assertThat(server.requests()).allSatisfy(asked -> assertThat(asked).contains("identity"));
  }

  @Test
  void aPackedAnswerIsMeasuredUnpacked() throws Exception {
    // Given
    byte[] packed = ScriptedServer.zipped(new byte[LimitedAnswer.LARGEST + 1]);
    server.then(
        out -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + packed.length
                      + "\r\n\r\n")
                  .getBytes(US_ASCII));
          out.write(packed);
        });

    // Then
    assertThat(packed.length).isLessThan(10_000);
    assertThatThrownBy(this::call).hasMessage("the answer is larger than 1048576 bytes");
  }

  @Test
  void aConnectionThatIsCutIsNoDeadline() {
    // Given
    server.then(out -> {});

    // Then
    assertThatThrownBy(this::call)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(DeadlineExceeded.class);
  }

  @Test
  void aConnectionIsUsedAgainAndTheOldAlarmDoesNotKillIt() throws Exception {
    // Given
    List<String> answers = new ArrayList<>();
    server.thenEach(ANSWER);

    // When
    long end = System.nanoTime() + DEADLINE.multipliedBy(3).toNanos();
    while (System.nanoTime() < end) {
      answers.add(call());
    }

    // Then
    assertThat(answers).containsOnly("hello");
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void aServerThatDoesNotAcceptIsGivenUpAtTheDeadline() throws Exception {
    try (DeafServer deaf = new DeafServer(0)) {
      // Given
      client = client(host -> addresses(8));

      // Then
      assertThatThrownBy(() -> call(deaf.port())).isInstanceOf(IOException.class);
      // The test's own time limit says whether all eight addresses were waited for in turn.
    }
  }

  @Test
  void oneAddressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
    // Given
    try (DeafServer deaf = new DeafServer(0, "127.0.0.1");
        ScriptedServer good = new ScriptedServer(deaf.port(), "127.0.0.2")) {
      good.then(out -> out.write(ANSWER.getBytes(US_ASCII)));
      client = client(host -> addresses(2));

      // When
      String answer = call(deaf.port());

      // Then
      assertThat(answer).isEqualTo("hello");
    }
  }

  @Test
  void aStopEndsWhatIsUnderWayAndBeginsNothing() throws Exception {
    // Given
    CallLimits patient = new CallLimits(Duration.ofMinutes(1));
    client = client(host -> addresses(1), patient);
    server.then(out -> server.untilClosed());
    CompletableFuture<Throwable> call =
        CompletableFuture.supplyAsync(
            () -> org.assertj.core.api.Assertions.catchThrowable(this::call));
    await().until(() -> server.connections() == 1);

    // When
    patient.endAfter(Duration.ofMillis(50));

    // Then
    assertThat(call.get())
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("Clooster is stopping");
    assertThatThrownBy(this::call).hasMessage("Clooster is stopping");
    patient.close();
  }

  private String call() throws IOException {
    return call(server.port());
  }

  private String call(int port) throws IOException {
    return client.execute(
        new HttpGet("http://api.test:" + port + "/"),
        response -> response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity()));
  }

  private CloseableHttpClient client(DnsResolverLike names) {
    return client(names, limits);
  }

  private static CloseableHttpClient client(DnsResolverLike names, CallLimits limits) {
    HttpClientBuilder builder = HttpClientBuilder.create();
    builder.setConnectionManager(Connections.pool(DEADLINE, names));
    limits.configureHttpClient(builder);
    return builder.build();
  }

  private static InetAddress[] addresses(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(CallLimitsTest::loopback)
        .toArray(InetAddress[]::new);
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names with one answer each, and no other name for it. */
  interface DnsResolverLike extends DnsResolver {
    @Override
    default String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
