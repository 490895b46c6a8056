// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.config.Config;
import io.clooster.config.Secret;
import io.clooster.failover.Report;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A server of the group that has the right key and has gone mad: it proves its name, and then sends
 * as much as it can. What it says of the group is true, so that only the amount is wrong.
 */
public final class FloodingPeer implements Closeable {
  /** What it sends without end. */
  public enum Flood {
    /** Reports, a new one each time. */
    REPORTS,
    /** Frames as long as they may be, of a type that nobody knows. */
    LONG_UNKNOWN_FRAMES,
    /** Frames of a type that nobody knows, with nothing in them. */
    EMPTY_UNKNOWN_FRAMES,
    /** Bytes whose length is longer than any frame. */
    FRAMES_WITHOUT_END
  }

  private static final int UNKNOWN = 77;

  private final HostilePeer connection;
  private final List<String> servers;
  private long sequence;

  private FloodingPeer(HostilePeer connection, List<String> servers) {
    this.connection = connection;
    this.servers = servers;
  }

  /** Connects to a server of this group, and proves to be {@code name}. */
  public static FloodingPeer connect(
      int port, String name, List<String> servers, List<String> records, String secret)
      throws Exception {
    HostilePeer connection = HostilePeer.connect(port);
    try {
      String id = Config.Key.DEFAULT_ID;
      Frame hello = new Protocol2Hello(List.of(2), name, Talk.nonce(1), List.of(id)).frame();
      Frame answer = connection.send(hello).read();
      byte[] ends =
          new Certificates(connection.own().getEncoded(), connection.peers().getEncoded())
              .inOrder(LinkRole.DIALLER);
      LinkKey key = new LinkKey(id, new Secret(secret));
      Transcript transcript = new Transcript(ends, hello.text(), answer.text(), 2, key);
      connection.send(
          transcript
              .proof(LinkRole.DIALLER, NameList.digest(servers), NameList.digest(records))
              .frame());
      Proof.read(connection.read());
      return new FloodingPeer(connection, servers);
    } catch (Exception | Error e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Sends until the other side has enough.
   *
   * @return the bytes that were sent
   */
  public long flood(Flood what) {
    long sent = 0;
    try {
      while (true) {
        byte[] bytes = next(what);
        connection.sendBytes(bytes);
        sent += bytes.length;
      }
    } catch (IOException e) {
      return sent;
    }
  }

  private byte[] next(Flood what) {
    return switch (what) {
      case REPORTS ->
          FrameCodecTest.bytes(
              new ReportWriter(servers, false)
                  .frame(new Report(++sequence, true, Set.copyOf(servers), servers.get(0), 0)));
      case LONG_UNKNOWN_FRAMES -> frame(Frame.LONGEST, Frame.LONGEST);
      case EMPTY_UNKNOWN_FRAMES -> frame(1, 1);
      case FRAMES_WITHOUT_END -> frame(0xffff, 0x4000);
    };
  }

  /** So many bytes after a length, which need not be theirs. */
  private static byte[] frame(int length, int bytes) {
    byte[] frame = new byte[2 + bytes];
    Arrays.fill(frame, (byte) 'x');
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    frame[2] = UNKNOWN;
    return frame;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
