// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Where systemd is told of a service (sd_notify(3)): a datagram socket of the file system, or an
 * abstract one ({@code @…}). Java has no such datagrams, so that they go by the C library. They
 * come from this process itself, which is all that {@code NotifyAccess=main} lets in.
 */
final class NotifySocket {
  /** {@code sun_path} of unix(7), with the zero at its end. */
  private static final int PATH_BYTES = 108;

  private final String path;

  NotifySocket(String path) {
    this.path = path;
  }

  /**
   * Gives the text to the system, and waits for nobody.
   *
   * @throws IOException where there is nobody, or its queue is full, or where this machine has no
   *     such sockets for us
   */
  void send(String text) throws IOException {
    byte[] address = address();
    byte[] message = text.getBytes(UTF_8);
    try {
      int socket = CLibrary.socket(CLibrary.AF_UNIX, CLibrary.DATAGRAM, 0);
      try {
        CLibrary.sendto(
            socket,
            message,
            new NativeLong(message.length),
            CLibrary.WITHOUT_WAITING,
            address,
            address.length);
      } finally {
        CLibrary.close(socket);
      }
    } catch (LastErrorException e) {
      throw new IOException(path + ": " + e.getMessage());
    } catch (LinkageError e) {
      throw new IOException("this Java can't call the C library: " + e);
    }
  }

  /** As a {@code sockaddr_un} of unix(7). */
  private byte[] address() throws IOException {
    byte[] name = path.getBytes(UTF_8);
    boolean isAbstract = path.startsWith("@");
    if ((!isAbstract && !path.startsWith("/")) || name.length >= PATH_BYTES) {
      throw new IOException(
          "NOTIFY_SOCKET is neither a path nor an abstract name of less than 108 bytes: " + path);
    }
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + name.length + (isAbstract ? 0 : 1))
            .order(ByteOrder.nativeOrder())
            .putShort((short) CLibrary.AF_UNIX)
            .put(name);
    if (isAbstract) {
      address.put(Short.BYTES, (byte) 0);
    }
    return address.array();
  }

  /** Of the C library, as Linux has it. */
  private static final class CLibrary {
    static final int AF_UNIX = 1;

    /** SOCK_DGRAM and SOCK_CLOEXEC: no program that we start gets it. */
    static final int DATAGRAM = 2 | 0x80000;

    /** MSG_DONTWAIT and MSG_NOSIGNAL. */
    static final int WITHOUT_WAITING = 0x40 | 0x4000;

    static {
      String caches = System.getenv().getOrDefault("CACHE_DIRECTORY", "");
      if (!caches.isEmpty()) {
        KeptNativeCode.use(Path.of(caches.split(":", 2)[0]));
      }
      Native.register(CLibrary.class, "c");
    }

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native NativeLong sendto(
        int socket, byte[] text, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    static native int close(int socket) throws LastErrorException;
  }
}
