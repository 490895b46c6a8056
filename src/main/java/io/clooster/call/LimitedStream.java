// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more than {@code left} bytes have been read. */
abstract class LimitedStream extends FilterInputStream {
  private final int limit;
  private long left;

  LimitedStream(InputStream in, int limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  /** Turns a failure of the stream into the one to report. */
  abstract IOException explain(IOException e);

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
    left -= Math.max(count, 0);
    if (left < 0) {
      throw new IOException("the answer is larger than " + limit + " bytes");
    }
    return count;
  }
}
