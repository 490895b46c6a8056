// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Somebody without the key who listens where a server listened, and answers who connects. */
public final class Impostor implements Closeable {
  private static final byte[] BANNER =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

  /** What each connection is answered with. */
  public enum Answer {
    HTTP_BANNER(false) {
      @Override
      void answer(OutputStream out, String name) throws IOException {
        out.write(BANNER);
      }
    },
    TLS_HELLO_WITHOUT_KEYS(true) {
      @Override
      void answer(OutputStream out, String name) throws IOException {
        var hello = new Protocol2Hello(List.of(2), name, Talk.nonce(1), List.of());
        out.write(FrameCodecTest.bytes(hello.frame()));
      }
    },
    FORGED_REFUSAL(true) {
      @Override
      void answer(OutputStream out, String name) throws IOException {
        out.write(FrameCodecTest.bytes(new Refusal(Refusal.KEY, "forged").frame()));
      }
    },
    GARBAGE(false) {
      @Override
      void answer(OutputStream out, String name) throws IOException {
        var garbage = new byte[1_000];
        new SplittableRandom(1).nextBytes(garbage);
        out.write(garbage);
      }
    },
    NOTHING_AND_CLOSES(false) {
      @Override
      void answer(OutputStream out, String name) {}
    },
    /** For as long as the other side stands it. */
    NOTHING_AT_ALL(false) {
      @Override
      void answer(OutputStream out, String name) {}

      @Override
      boolean stays() {
        return true;
      }
    },
    /** TLS, and then a byte now and then, of a frame that never ends. */
    TLS_THAT_TRICKLES(true) {
      @Override
      void answer(OutputStream out, String name) throws IOException {
        out.write(new byte[] {1, 0, 1});
      }

      @Override
      boolean stays() {
        return true;
      }
    };

    private final boolean tls;

    Answer(boolean tls) {
      this.tls = tls;
    }

    abstract void answer(OutputStream out, String name) throws IOException;

    /** Whether it leaves the connection open. */
    boolean stays() {
      return false;
    }
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answered = new AtomicInteger();

  private Impostor(ServerSocket server) {
    this.server = server;
  }

  /** Answers until it is closed, in the name of a server. */
  public static Impostor listen(int port, Answer answer, String name) throws Exception {
    ServerSocketFactory sockets =
        answer.tls
            ? Identities.of(HostilePeer.NAME).createSSLContext(null).getServerSocketFactory()
            : ServerSocketFactory.getDefault();
    var impostor = new Impostor(bind(sockets, port));
    var thread = new Thread(() -> impostor.serve(answer, name), "impostor");
    thread.setDaemon(true);
    thread.start();
    return impostor;
  }

  /** A program that this JVM is just starting holds a copy of the socket that was closed there. */
  private static ServerSocket bind(ServerSocketFactory sockets, int port) {
    return await("port " + port + " to be free")
        .ignoreExceptionsInstanceOf(BindException.class)
        .until(
            () -> sockets.createServerSocket(port, 50, InetAddress.getLoopbackAddress()),
            Objects::nonNull);
  }

  /** How many connections have had their answer. */
  public int answered() {
    return answered.get();
  }

  private void serve(Answer answer, String name) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        answer.answer(socket.getOutputStream(), name);
        socket.getOutputStream().flush();
        answered.incrementAndGet();
        if (!answer.stays()) {
          end(socket);
        }
      } catch (IOException e) {
        // The next one.
      }
    }
  }

  /** Leaves it time to read the answer: a close with something unread is a reset. */
  private void end(Socket socket) throws IOException {
    try (socket) {
      socket.shutdownOutput();
      socket.setSoTimeout(1_000);
      socket.getInputStream().readAllBytes();
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
