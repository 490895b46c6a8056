// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a process prints, without its secrets: the last of several lines of defence, since a library
 * that is asked for all details logs what it sends. Works on whole lines.
 */
public final class RedactedOutput extends OutputStream {
  /** What has no line end is not kept for ever. */
  private static final int LONGEST_LINE = 64 * 1024;

  /** Who writes it in our place; null where we do. */
  private static volatile @Nullable OutputQueue queue;

  private final PrintStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private RedactedOutput(PrintStream out) {
    this.out = out;
  }

  /** From now on this process prints no secret, neither to its output nor to its errors. */
  public static void install() {
    System.setOut(before(System.out));
    System.setErr(before(System.err));
  }

  /** From now on nobody who prints waits for whoever reads it: a daemon's log may stand still. */
  public static void queue() {
    if (queue == null) {
      queue = OutputQueue.begun();
    }
  }

  /** Waits until what was printed is written, but no longer than that, and not if interrupted. */
  public static void finish(Duration patience) {
    OutputQueue writer = queue;
    if (writer == null) {
      return;
    }
    try {
      writer.finish(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static PrintStream before(PrintStream out) {
    // Not flushed by itself: that would be after each 8 KiB of a line.
    return new PrintStream(new RedactedOutput(out), false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    line.write(b);
    if (b == '\n') {
      print(line.toString(StandardCharsets.UTF_8));
    } else if (line.size() >= LONGEST_LINE && (byte) b >= 0) {
      String text = Redaction.of(line.toString(StandardCharsets.UTF_8));
      // The beginning of a secret may be the end of this.
      int kept = Math.min(text.length(), Redaction.longest());
      print(text.substring(0, text.length() - kept));
      line.writeBytes(text.substring(text.length() - kept).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Prints a line that is not finished, too: somebody may be meant to answer it. */
  @Override
  public synchronized void flush() throws IOException {
    if (line.size() > 0) {
      print(line.toString(StandardCharsets.UTF_8));
    }
  }

  private void print(String text) {
    line.reset();
    OutputQueue writer = queue;
    if (writer == null) {
      out.print(Redaction.of(text));
      out.flush();
    } else {
      writer.add(out, Redaction.of(text));
    }
  }
}
