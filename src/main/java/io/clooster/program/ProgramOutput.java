// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a program writes: the beginning of it or the end is kept, the rest is taken, so that the
 * program can end. A child of it may keep the stream open for ever: it is read no longer than
 * somebody waits.
 */
final class ProgramOutput {
  private static final int PIECE = 8 * 1024;

  private final InputStream stream;
  private final int longest;
  private final boolean end;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean abandoned;

  private ProgramOutput(InputStream stream, int longest, boolean end) {
    this.stream = stream;
    this.longest = longest;
    this.end = end;
  }

  /** Keeps the first bytes, so many. */
  static ProgramOutput beginning(InputStream stream, int longest) {
    return new ProgramOutput(stream, longest, false);
  }

  /** Keeps the last bytes, so many. */
  static ProgramOutput end(InputStream stream, int longest) {
    return new ProgramOutput(stream, longest, true);
  }

  /** Reads it, on a thread that may wait for long. */
  void read() {
    byte[] piece = new byte[PIECE];
    try (stream) {
      for (int count = stream.read(piece); count >= 0 && !abandoned; count = stream.read(piece)) {
        keep(piece, count);
      }
    } catch (IOException e) {
      // The program was killed, or nobody waits any more; what there was is kept.
    } finally {
      ended.countDown();
    }
  }

  private synchronized void keep(byte[] piece, int count) {
    kept.write(piece, 0, end ? count : Math.min(count, longest - kept.size()));
    if (kept.size() > longest + PIECE) {
      byte[] last = lastOf(kept.toByteArray());
      kept.reset();
      kept.write(last, 0, last.length);
    }
  }

  private byte[] lastOf(byte[] all) {
    return Arrays.copyOfRange(all, Math.max(0, all.length - longest), all.length);
  }

  /** Whether it ends in that time; it is read no longer than that. */
  boolean endsWithin(Duration time) throws InterruptedException {
    boolean inTime = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    abandoned = true;
    return inTime;
  }

  /** The beginning of it, or the end, as far as it was read. */
  synchronized byte[] bytes() {
    return lastOf(kept.toByteArray());
  }
}
