// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.sandbox.ReservedPort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on what is asked of a name server of this machine over TCP, and tells what that was. */
public final class DnsGate implements AutoCloseable {
  private static final int UPDATE = 5;

  /**
   * A question, or an order to change something.
   *
   * @param arrived here, by {@link System#nanoTime}
   */
  public record Call(boolean writes, long arrived) {}

  private final ServerSocket server;
  private final int target;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** To a port of the loopback. */
  public DnsGate(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(ReservedPort.keep(), 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** What arrived, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        thread(() -> join(near));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void join(Socket near) {
    try (near;
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      thread(() -> answer(far, near));
      DataInputStream in = new DataInputStream(near.getInputStream());
      DataOutputStream out = new DataOutputStream(far.getOutputStream());
      while (true) {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        calls.add(new Call(((message[2] >> 3) & 0xf) == UPDATE, System.nanoTime()));
        byte[] framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        out.write(framed);
      }
    } catch (IOException e) {
      // One of the two has ended, and so do both.
    }
  }

  private static void answer(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // The same.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
