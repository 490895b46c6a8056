// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails once more than {@code left} bytes have been read. Where it is not read to its end, that or
 * for any other reason, what it comes from is abandoned: the rest may be without an end, and to
 * close the stream would be to read it.
 */
abstract class LimitedStream extends FilterInputStream {
  private final int limit;
  private long left;
  private boolean ended;

  LimitedStream(InputStream in, int limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  static IOException tooLarge(int limit) {
    return new IOException("the answer is larger than " + limit + " bytes");
  }

  /** Turns a failure of the stream into the one to report. */
  abstract IOException explain(IOException e);

  /** Throws away what the stream comes from. */
  abstract void abandon();

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(buffer, offset, length);
    } catch (IOException e) {
      throw explain(e);
    }
    ended |= count < 0;
    left -= Math.max(count, 0);
    if (left < 0) {
      abandon();
      throw tooLarge(limit);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(8 * 1024, Math.max(0, count))];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      abandon();
    }
    try {
      super.close();
    } catch (IOException e) {
      // Of what was read in full nothing is missing, and the rest of anything else is not wanted.
    }
  }
}
