// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts the bytes into frames, however the network cut or glued them: two bytes of length, one of
 * type, the text. Skips types that it does not know. Keeps one unfinished frame at the most; after
 * garbage it reads nothing more.
 */
final class FrameCodec extends ByteToMessageCodec<Frame> {
  private static final int LENGTH = 2;

  private boolean finished;
  private int kept;

  FrameCodec() {
    super(Frame.class);
  }

  /** How many bytes wait for more. */
  int kept() {
    return kept;
  }

  @Override
  protected void encode(ChannelHandlerContext ctx, Frame frame, ByteBuf out) {
    byte[] text = frame.text().getBytes(StandardCharsets.UTF_8);
    int length = text.length + 1;
    if (length > Frame.LONGEST) {
      throw new IllegalArgumentException(
          "a " + frame.type().word() + " of " + length + " bytes is too long for a frame");
    }
    out.writeShort(length).writeByte(frame.type().number).writeBytes(text);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      if (!finished && in.readableBytes() >= LENGTH) {
        read(ctx, in, out);
      }
    } catch (ProtocolException e) {
      finished = true;
      throw e;
    } finally {
      if (finished) {
        in.skipBytes(in.readableBytes());
      }
      kept = in.readableBytes();
    }
  }

  private static void read(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = in.getUnsignedShort(in.readerIndex());
    if (length == 0 || length > Frame.LONGEST) {
      throw new ProtocolException(
          "a frame of " + length + " bytes; 1 to " + Frame.LONGEST + " are possible");
    }
    if (in.readableBytes() >= LENGTH + length) {
      in.skipBytes(LENGTH);
      ctx.fireUserEventTriggered(new FrameReceived(LENGTH + length));
      MessageType type = MessageType.of(in.readUnsignedByte());
      ByteBuffer text = in.nioBuffer(in.readerIndex(), length - 1);
      in.skipBytes(length - 1);
      if (type != null) {
        out.add(new Frame(type, decoded(type, text)));
      }
    }
  }

  private static String decoded(MessageType type, ByteBuffer text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("a " + type.word() + " that is not UTF-8");
    }
  }
}
