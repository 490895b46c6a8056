// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads protocol 1: one hello, then the peer's name again and again, however the network cut or
 * glued the bytes. Keeps 32 bytes or one name at the most. After a wrong hello or garbage it reads
 * nothing more.
 */
final class Protocol1Codec extends ByteToMessageDecoder {
  private static final byte TLS_HANDSHAKE = 0x16;
  private static final byte TLS_VERSION = 0x03;

  private final Protocol1Hello hello;
  private final byte[] name;
  private boolean proven;
  private boolean finished;
  private int matched;

  Protocol1Codec(Protocol1Hello hello, String name) {
    this.hello = hello;
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  /** How many bytes wait for more. */
  int kept() {
    return actualReadableBytes();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (finished) {
      in.skipBytes(in.readableBytes());
    } else if (proven) {
      readNames(in, out);
    } else if (in.readableBytes() >= Protocol1Hello.LENGTH) {
      readHello(in, out);
    }
  }

  private void readHello(ByteBuf in, List<Object> out) {
    byte[] received = new byte[Protocol1Hello.LENGTH];
    in.readBytes(received);
    proven = hello.matches(received);
    finished = !proven;
    out.add(
        proven
            ? Protocol1Message.HELLO
            : tls(received) ? Protocol1Message.TLS : Protocol1Message.WRONG_HELLO);
  }

  /** A TLS connection begins with a handshake record of version 3.x. */
  private static boolean tls(byte[] start) {
    return start[0] == TLS_HANDSHAKE && start[1] == TLS_VERSION;
  }

  /** Several names in one read are one heartbeat. */
  private void readNames(ByteBuf in, List<Object> out) {
    boolean whole = false;
    while (in.isReadable()) {
      if (in.readByte() != name[matched]) {
        finished = true;
        out.add(Protocol1Message.GARBAGE);
        return;
      }
      matched = (matched + 1) % name.length;
      whole |= matched == 0;
    }
    if (whole) {
      out.add(Protocol1Message.NAME);
    }
  }
}
