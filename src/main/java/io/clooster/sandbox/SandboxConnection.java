// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection: its requests are served in order, on one thread. */
final class SandboxConnection implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch closed = new CountDownLatch(1);

  SandboxConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Serves requests until the client or we close the connection. */
  void serve(Handler handler) throws IOException {
    RequestReader reader = new RequestReader(in, out);
    try {
      for (Request request = reader.next(); request != null; request = reader.next()) {
        handler.handle(request, this);
        if (!request.keepAlive()) {
          return;
        }
      }
    } catch (BadRequest e) {
      out.write(ApiAnswer.text(e.status(), e.getMessage() + "\n").bytesFor("", false));
    }
  }

  void send(Request request, ApiAnswer answer) throws IOException {
    out.write(answer.bytesFor(request.method(), request.keepAlive()));
  }

  /** Sends head and body one byte at a time. */
  void drip(Request request, ApiAnswer answer, Duration perByte) throws IOException {
    for (byte b : answer.bytesFor(request.method(), request.keepAlive())) {
      out.write(b);
      pause(perByte);
    }
  }

  /** Sends an answer whose body begins so, and goes on until the client or this side closes. */
  void pour(ApiAnswer beginning) throws IOException {
    out.write(beginning.headForChunks());
    byte[] first = beginning.body().getBytes(StandardCharsets.UTF_8);
    byte[] more = "  {},".repeat(3_000).getBytes(StandardCharsets.UTF_8);
    for (byte[] chunk = first; ; chunk = more) {
      out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(chunk);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Waits, as a slow service does: also when the client has gone meanwhile.
   *
   * @throws EOFException as soon as this side closes
   */
  void pause(Duration time) throws IOException {
    try {
      if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new EOFException("closed while pausing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while pausing");
    }
  }

  /** Never answers: returns when the client gives up or this side closes. */
  void hang() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    close();
  }

  /** Ends the connection with a reset, as a crashed server or a firewall does. */
  void cut() throws IOException {
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
