// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** An answer's body, read no longer and no further than allowed. */
final class LimitedAnswer extends HttpEntityWrapper {
  /** An answer of our APIs has a few kilobytes. */
  static final int LARGEST = 1 << 20;

  private final Deadlines.Timeout timer;
  private final Duration deadline;
  private final ExecRuntime connection;

  LimitedAnswer(
      HttpEntity body, Deadlines.Timeout timer, Duration deadline, ExecRuntime connection) {
    super(body);
    this.timer = timer;
    this.deadline = deadline;
    this.connection = connection;
  }

  /**
   * Refuses, before anybody makes room for it, what says itself that it is too large.
   *
   * @throws IOException if it does
   */
  void refuseTooLarge() throws IOException {
    if (getContentLength() > LARGEST) {
      close();
      throw LimitedStream.tooLarge(LARGEST);
    }
  }

  @Override
  public InputStream getContent() throws IOException {
    return new LimitedStream(super.getContent(), LARGEST) {
      @Override
      IOException explain(IOException e) {
        return timer.isExpired() ? timer.reason(new DeadlineExceeded(deadline)) : e;
      }

      @Override
      void abandon() {
        connection.discardEndpoint();
      }

      @Override
      public void close() throws IOException {
        // The client reads the rest when it closes a body: the alarm stays until that is over.
        try {
          super.close();
        } finally {
          timer.cancel();
        }
      }
    };
  }

  /** Through the bounded stream, like every other reader. */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    AbstractHttpEntity.writeTo(this, out);
  }

  /** Of a body that nobody reads: its connection is thrown away, as the rest might never end. */
  @Override
  public void close() {
    try {
      connection.discardEndpoint();
      super.close();
    } catch (IOException e) {
      // Nobody wants the rest.
    } finally {
      timer.cancel();
    }
  }
}
