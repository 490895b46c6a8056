// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The cable between two programs: passes on each connection that is made to one address to another
 * one, until it is disturbed. Both addresses may be TCP's or a socket in the file system.
 */
public final class FaultyWire implements AutoCloseable {
  private final SocketAddress from;
  private final SocketAddress to;
  private final AtomicInteger connections = new AtomicInteger();
  private final Valve valve = new Valve();
  private final Set<SocketChannel> ends = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyWire::daemon);
  private ServerSocketChannel listening;

  private FaultyWire(SocketAddress from, SocketAddress to) throws IOException {
    this.from = from;
    this.to = to;
    this.listening = listen();
  }

  /** Passes on what connects to {@code from}, and what it sends, to {@code to}. */
  public static FaultyWire between(SocketAddress from, SocketAddress to) throws IOException {
    return new FaultyWire(from, to);
  }

  /** Where it listens, unless it refuses. */
  public SocketAddress address() {
    return from;
  }

  /** Which way bytes go, as seen from the side that connects. */
  public enum Way {
    THERE,
    BACK
  }

  /**
   * Silence: all connections stay open, and nothing passes. What is sent meanwhile, the end of a
   * connection too, arrives when it is healed, as TCP repeats it.
   */
  public void cut() {
    valve.shut(Set.of(Way.THERE, Way.BACK));
  }

  /** The same in one direction. */
  public void cut(Way way) {
    valve.shut(Set.of(way));
  }

  /** Each piece arrives this much later, and what is sent meanwhile is glued to the next one. */
  public void delay(Duration delay) {
    valve.delay(delay);
  }

  /**
   * The connections that there are stay open in silence for good, as those of a machine that has
   * lost its power; new ones are well.
   */
  public void strand() {
    valve.strand(connections.get());
  }

  /** The connections that there are end with a reset, on both sides. */
  public void reset() {
    ends.forEach(FaultyWire::abort);
  }

  /** From now on nobody can connect: refused, at once. Connections that there are stay. */
  public synchronized void refuse() throws IOException {
    listening.close();
  }

  /** All is well again. */
  public synchronized void heal() throws IOException {
    valve.open();
    if (!listening.isOpen()) {
      listening = listen();
    }
  }

  @Override
  public void close() throws IOException {
    refuse();
    valve.close();
    ends.forEach(FaultyWire::close);
    threads.shutdownNow();
  }

  private ServerSocketChannel listen() throws IOException {
    boolean isPort = family(from) != StandardProtocolFamily.UNIX;
    ServerSocketChannel socket = isPort ? Ports.bindOurs(this::bound) : bound();
    threads.execute(() -> accept(socket));
    return socket;
  }

  private ServerSocketChannel bound() throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(family(from));
    try {
      if (family(from) != StandardProtocolFamily.UNIX) {
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      return socket.bind(from);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void accept(ServerSocketChannel socket) {
    while (socket.isOpen()) {
      try {
        SocketChannel near = socket.accept();
        ends.add(near);
        threads.execute(() -> join(near));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void join(SocketChannel near) {
    int number = connections.incrementAndGet();
    try (near;
        SocketChannel far = SocketChannel.open(family(to))) {
      far.connect(to);
      ends.add(far);
      Future<?> back = threads.submit(() -> pump(number, far, near, Way.BACK));
      pump(number, near, far, Way.THERE);
      back.get();
      ends.remove(far);
    } catch (Exception e) {
      // Nobody there, or closed: the other end is closed, too, and so hears of it.
    } finally {
      ends.remove(near);
    }
  }

  private void pump(int connection, SocketChannel source, SocketChannel sink, Way way) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    try {
      while (source.read(buffer) >= 0) {
        valve.pass(connection, way);
        buffer.flip();
        while (buffer.hasRemaining()) {
          sink.write(buffer);
        }
        buffer.clear();
      }
      valve.pass(connection, way);
      sink.shutdownOutput();
    } catch (IOException e) {
      close(source);
      close(sink);
    }
  }

  private static void abort(SocketChannel end) {
    try {
      end.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException | UnsupportedOperationException e) {
      // It is closed already, or no TCP.
    }
    close(end);
  }

  private static void close(SocketChannel end) {
    try {
      end.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private static ProtocolFamily family(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress
        ? StandardProtocolFamily.UNIX
        : StandardProtocolFamily.INET;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    return thread;
  }

  /** Lets bytes pass, or holds them. */
  private static final class Valve {
    private Set<Way> shut = Set.of();
    private Duration delay = Duration.ZERO;
    private int stranded;
    private boolean closed;

    synchronized void shut(Set<Way> ways) {
      shut = ways;
    }

    synchronized void delay(Duration time) {
      delay = time;
    }

    synchronized void strand(int lastConnection) {
      stranded = lastConnection;
    }

    synchronized void open() {
      shut = Set.of();
      delay = Duration.ZERO;
      notifyAll();
    }

    synchronized void close() {
      closed = true;
      notifyAll();
    }

    synchronized void pass(int connection, Way way) throws IOException {
      long due = System.nanoTime() + delay.toNanos();
      try {
        while (!closed && (shut.contains(way) || connection <= stranded)) {
          wait();
        }
        while (!closed && System.nanoTime() - due < 0) {
          TimeUnit.NANOSECONDS.timedWait(this, due - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("stopped", e);
      }
      if (closed) {
        throw new IOException("closed");
      }
    }
  }
}
