// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Answers each request with bytes that a test chose, as slowly as it likes. */
public final class ScriptedServer implements AutoCloseable {
  /** What to do when a request has come. */
  public interface Script {
    void run(OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Script script = out -> {};
  private volatile boolean keepsAlive;

  public ScriptedServer() {
    this(0, "127.0.0.1");
  }

  public ScriptedServer(int port, String address) {
    try {
      socket = new ServerSocket(port, 50, InetAddress.getAllByName(address)[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Answers each request so, then closes the connection. */
  public void then(Script each) {
    script = each;
  }

  /** Answers each request with this, and keeps the connection. */
  public void thenEach(String answer) {
    keepsAlive = true;
    script = out -> out.write(answer.getBytes(US_ASCII));
  }

  public int connections() {
    return connections.get();
  }

  /** Connections that the client has not closed yet, as far as this side has noticed. */
  public int open() {
    return open.get();
  }

  /** The heads of all requests, a line each. */
  public List<String> requests() {
    return requests;
  }

  /** One byte every 20 ms. */
  public void drip(OutputStream out, String text) throws IOException {
    for (byte b : text.getBytes(US_ASCII)) {
      out.write(b);
      if (pause(20)) {
        return;
      }
    }
  }

  /** Writes {@code first}, then {@code more} without end, as fast as it is read. */
  public void pour(OutputStream out, String first, String more) throws IOException {
    out.write(first.getBytes(US_ASCII));
    byte[] block = more.repeat(1_000).getBytes(US_ASCII);
    while (closed.getCount() > 0) {
      out.write(block);
    }
  }

  public void untilClosed() {
    pause(TimeUnit.MINUTES.toMillis(1));
  }

  public static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(plain);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }

  private boolean pause(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        connections.incrementAndGet();
        start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    open.incrementAndGet();
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      do {
        String line = in.readLine();
        StringBuilder head = new StringBuilder();
        while (line != null && !line.isEmpty()) {
          head.append(line).append('\n');
          line = in.readLine();
        }
        if (line == null) {
          return;
        }
        requests.add(head.toString());
        script.run(client.getOutputStream());
      } while (keepsAlive);
    } catch (IOException e) {
      // The client gave up, as it should.
    } finally {
      open.decrementAndGet();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }
}
