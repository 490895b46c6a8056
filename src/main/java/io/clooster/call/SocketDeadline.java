// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The end of a socket that a library without a total deadline uses: it is closed when a call has to
 * end, whatever it waits for, and brings no more than {@link #LARGEST} bytes.
 */
public final class SocketDeadline {
  /** TLS and the answers of a dialogue have some ten thousand. */
  static final int LARGEST = 256 * 1024;

  private final CallLimits limits;
  private final Closeable socket;
  private final Deadlines.Timeout timer;

  /**
   * Counts from now on.
   *
   * @param socket closes it, and does no more than that
   * @throws ShuttingDownException at a stop
   */
  public SocketDeadline(CallLimits limits, Closeable socket) throws ShuttingDownException {
    this.limits = limits;
    this.socket = socket;
    this.timer = limits.deadlines().set(limits.deadline(), this::end);
  }

  /** What it brings, within its limits. */
  public InputStream limited(InputStream in) {
    return new LimitedStream(in, LARGEST) {
      @Override
      IOException explain(IOException e) {
        return timer.isExpired() ? timer.reason(new DeadlineExceeded(limits.deadline())) : e;
      }

      @Override
      void abandon() {
        end();
      }
    };
  }

  /** To be called when it is closed otherwise. */
  public void cancel() {
    timer.cancel();
  }

  private void end() {
    try {
      socket.close();
    } catch (IOException e) {
      // It was to be closed, and is no use any more.
    }
  }
}
