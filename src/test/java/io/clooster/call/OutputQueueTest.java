// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is printed while whoever reads it stands still. */
@Timeout(30)
class OutputQueueTest {
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CountDownLatch reads = new CountDownLatch(1);
  private final PrintStream stuck =
      new PrintStream(
          new OutputStream() {
            @Override
            public void write(int b) {
              try {
                reads.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              read.write(b);
            }
          },
          true,
          StandardCharsets.UTF_8);
  private final OutputQueue queue = OutputQueue.begun();

  @Test
  void nobodyWhoPrintsWaits() throws Exception {
    for (int line = 0; line < 100_000; line++) {
      queue.add(stuck, "line " + line + "\n");
    }
    queue.finish(Duration.ofMillis(50));
    assertThat(read.size()).isZero();
  }

  @Test
  void whatThereIsRoomForComesInOrderWhenItIsReadAgain() throws Exception {
    String line = "x".repeat(1023) + "\n";
    for (int count = 0; count < 2 * OutputQueue.MOST / 1024; count++) {
      queue.add(stuck, line);
    }
    reads.countDown();
    queue.finish(Duration.ofSeconds(10));
    assertThat(read.size()).isEqualTo(OutputQueue.MOST);
    queue.add(stuck, "again\n");
    await().until(() -> read.toString(StandardCharsets.UTF_8).endsWith("x\nagain\n"));
  }

  @Test
  void theEndWaitsUntilAllIsWritten() throws Exception {
    reads.countDown();
    for (int line = 0; line < 1000; line++) {
      queue.add(stuck, "line " + line + "\n");
    }
    queue.finish(Duration.ofSeconds(10));
    assertThat(read.toString(StandardCharsets.UTF_8))
        .startsWith("line 0\nline 1\n")
        .endsWith("999\n");
  }
}
