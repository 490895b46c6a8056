// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.OrderRefusal;
import io.clooster.failover.Report;
import io.clooster.link.PeerConnection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of protocol 2: leads the handshake; then turns messages into events, and the
 * decision's actions into messages. A peer that floods us, or does not read, costs bounded memory
 * and ends its own link only.
 */
abstract class Protocol2Connection extends PeerConnection {
  /** A peer that takes nothing for so long is not listening. */
  static final int UNREAD_FOR_SECONDS = 10;

  private static final int BYTES_UNSENT = 32 * 1024;
  private static final int GOODBYE_MILLIS = 200;
  private static final long HEARD_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(HEARD_EVERY_MILLIS);

  private final Protocol2Links shared;
  private ReportReader reader;
  private ReportWriter writer;
  private final RateLimiter rateLimiter = new RateLimiter();
  private final Pinger pinger;
  private @Nullable Handshake handshake;
  private @Nullable Report told;
  private @Nullable Report unheard;
  private @Nullable Report unsent;
  private @Nullable Long toldAt;
  private boolean left;
  private boolean stuck;

  Protocol2Connection(Protocol2Links shared) {
    super(shared.links());
    this.shared = shared;
    this.pinger = new Pinger(shared::now);
    this.reader = shared.reader(false);
    this.writer = shared.writer(false);
  }

  /** The peer that we connected to, null when the connection was made to us. */
  abstract @Nullable String dialledPeer();

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    handshake(ctx);
    ctx.channel()
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(BYTES_UNSENT / 2, BYTES_UNSENT));
    SslHandler ssl = ctx.pipeline().get(SslHandler.class);
    if (ssl != null) {
      // A close must not wait long for a peer that reads nothing.
      ssl.setCloseNotifyFlushTimeoutMillis(GOODBYE_MILLIS);
    }
    super.channelActive(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Frame frame = (Frame) message;
    if (isClosed()) {
      return;
    }
    Long link = link();
    if (link == null) {
      follow(ctx, handshake(ctx).on(frame));
    } else if (frame.type() == MessageType.LEAVE) {
      onLeave(ctx, link, LeaveMessage.read(frame));
    } else if (frame.type() == MessageType.REFUSE) {
      cut(ctx, Refusal.read(frame).words());
    } else if (frame.type() == MessageType.ORDER) {
      onOrder(ctx, link, OrderMessage.read(frame));
    } else if (frame.type() == MessageType.ANSWER) {
      onAnswer(ctx, link, AnswerMessage.read(frame));
    } else if (frame.type() == MessageType.PING) {
      onPing(ctx, PingMessage.read(frame, MessageType.PING));
    } else if (frame.type() == MessageType.PONG) {
      onPong(ctx, PingMessage.read(frame, MessageType.PONG));
    } else {
      onHeartbeat(ctx, link, reader.read(frame));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof FrameReceived frame) {
      count(ctx, frame);
    } else if (event instanceof SslHandshakeCompletionEvent done
        && !done.isSuccess()
        && !(done.cause() instanceof ClosedChannelException)) {
      exceptionCaught(ctx, done.cause());
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise sent)
      throws Exception {
    if (message instanceof Action.Connect) {
      sent.trySuccess();
      ctx.writeAndFlush(handshake(ctx).hello());
    } else if (message instanceof Action.SendReport order) {
      sent.trySuccess();
      unsent = order.report();
      sendReport(ctx);
    } else if (message instanceof Action.SendLeave order) {
      shared.leave();
      ctx.writeAndFlush(new LeaveMessage(order.reason(), order.backWithin()).frame(), sent);
    } else if (message instanceof Action.SendOrder order) {
      OrderMessage passed = new OrderMessage(order.order(), OrderMessage.SWITCH, order.target());
      ctx.writeAndFlush(passed.frame(), sent);
    } else if (message instanceof Action.SendOrderAnswer answer) {
      ctx.writeAndFlush(new AnswerMessage(answer.order(), answer.refusal()).frame(), sent);
    } else {
      super.write(ctx, message, sent);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    if (ctx.channel().isWritable()) {
      stuck = false;
      sendReport(ctx);
    } else if (!stuck) {
      stuck = true;
      ctx.executor().schedule(() -> endIfStuck(ctx), UNREAD_FOR_SECONDS, TimeUnit.SECONDS);
    }
    super.channelWritabilityChanged(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (has(NotSslRecordException.class, cause)) {
      // Its text has the bytes, and those prove a server that speaks protocol 1.
      reject(ctx, HelloFault.OTHER_VERSION, "no TLS: protocol 1, or something else");
    } else if (has(SSLException.class, cause) && link() == null) {
      reject(ctx, HelloFault.BROKEN, noTls(cause));
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }

  private static boolean has(Class<? extends Exception> kind, @Nullable Throwable failure) {
    return failure != null && (kind.isInstance(failure) || has(kind, failure.getCause()));
  }

  /** How to say that no TLS came about. */
  abstract String noTls(Throwable cause);

  /** Who has our key asked whether we have it, and the answer is sent: of an accepted one only. */
  void checked(ChannelHandlerContext ctx) {}

  @Override
  protected void closedUnproven(ChannelHandlerContext ctx) {
    unproven(ctx, handshake(ctx).brokenOff(), "closed " + handshake(ctx).reached());
  }

  @Override
  protected void late(ChannelHandlerContext ctx) {
    reject(
        ctx,
        handshake(ctx).brokenOff(),
        "not proven within " + HELLO_WITHIN_SECONDS + " s, given up " + handshake(ctx).reached());
  }

  @Override
  protected void ending(ChannelHandlerContext ctx) {
    pinger.stop();
    tellRest(ctx);
  }

  final Handshake handshake(ChannelHandlerContext ctx) {
    if (handshake == null) {
      handshake = shared.handshake(ctx.channel(), dialledPeer());
    }
    return handshake;
  }

  private void follow(ChannelHandlerContext ctx, HandshakeResult step) {
    if (shared.isLeaving()) {
      reject(ctx, HelloFault.BROKEN, "we are about to stop");
      return;
    }
    step.send().forEach(ctx::write);
    ctx.flush();
    if (step.result() instanceof HandshakeResult.Outcome.Failed failed) {
      reject(ctx, failed.fault(), failed.reason());
    } else if (step.result() instanceof HandshakeResult.Outcome.Checked) {
      checked(ctx);
      dismiss(ctx, "a check");
    } else if (step.result() instanceof HandshakeResult.Outcome.Proven proven) {
      rateLimiter.proven(shared.now());
      Channel eldest = shared.opened(proven.peer(), ctx.channel());
      reader = shared.reader(proven.list() != null);
      writer = shared.writer(proven.list() != null);
      open(ctx, proven.peer(), proven.list());
      pinger.start(ctx);
      if (eldest != null) {
        eldest.close();
      }
    }
  }

  /** At most one report in {@link #HEARD_EVERY_MILLIS} is told, and always the last one. */
  private void onHeartbeat(ChannelHandlerContext ctx, long link, Report report) {
    if (left) {
      return;
    }
    if (unheard != null) {
      unheard = report;
      return;
    }
    long now = shared.now();
    long early = toldAt == null ? 0 : toldAt + HEARD_EVERY_NANOS - now;
    if (early > 0) {
      unheard = report;
      ctx.executor().schedule(() -> tellLatest(ctx), early, TimeUnit.NANOSECONDS);
    } else {
      tellReport(ctx, link, report);
    }
  }

  private void tellLatest(ChannelHandlerContext ctx) {
    Long link = link();
    Report latest = unheard;
    unheard = null;
    if (latest != null && link != null) {
      tellReport(ctx, link, latest);
    }
  }

  /** All that was heard, before what is told next. */
  private void tellRest(ChannelHandlerContext ctx) {
    tellLatest(ctx);
    shared.signs().tell();
  }

  private void tellReport(ChannelHandlerContext ctx, long link, Report report) {
    Event.Reported event = new Event.Reported(link, report);
    if (report.repeats(told)) {
      shared.signs().add(event, ctx.executor());
    } else {
      shared.signs().tell();
      tell(ctx, event);
    }
    told = report;
    toldAt = shared.now();
  }

  /** It is the last message of a link; what a peer sends after it is not listened to. */
  private void onLeave(ChannelHandlerContext ctx, long link, LeaveMessage leave) {
    if (!left) {
      tellRest(ctx);
      left = true;
      tell(ctx, new Event.Leaving(link, leave.reason(), leave.backWithin()));
    }
  }

  /** It counts with what was said before it; what we don't know is refused. */
  private void onOrder(ChannelHandlerContext ctx, long link, OrderMessage order) {
    if (left) {
      return;
    } else if (!order.what().equals(OrderMessage.SWITCH)) {
      ctx.writeAndFlush(new AnswerMessage(order.id(), OrderRefusal.OTHER).frame());
      return;
    }
    tellRest(ctx);
    tell(ctx, new Event.OrderPassed(link, order.id(), order.to()));
  }

  private void onAnswer(ChannelHandlerContext ctx, long link, AnswerMessage answer) {
    if (!left) {
      tellRest(ctx);
      tell(ctx, new Event.OrderAnswered(link, answer.id(), answer.refusal()));
    }
  }

  /** One that reads nothing gets no answer: it would wait here. */
  private void onPing(ChannelHandlerContext ctx, PingMessage ping) {
    if (ctx.channel().isWritable()) {
      ctx.writeAndFlush(ping.frame(MessageType.PONG));
    }
  }

  private void onPong(ChannelHandlerContext ctx, PingMessage pong) {
    Duration time = pinger.answered(pong);
    String peer = handshake(ctx).proven().orElse(null);
    if (time != null && peer != null) {
      shared.roundTrips().measured(peer, time);
    }
  }

  private void sendReport(ChannelHandlerContext ctx) {
    Report report = unsent;
    if (report != null && ctx.channel().isWritable()) {
      unsent = null;
      ctx.writeAndFlush(writer.frame(report));
    }
  }

  private void endIfStuck(ChannelHandlerContext ctx) {
    if (stuck && !ctx.channel().isWritable()) {
      cut(ctx, "the peer has read nothing for " + UNREAD_FOR_SECONDS + " s");
    }
  }

  private void count(ChannelHandlerContext ctx, FrameReceived frame) {
    if (!rateLimiter.covers(frame, shared.now())) {
      String reason = "too many messages, more than anyone needs";
      if (link() == null) {
        reject(ctx, HelloFault.BROKEN, reason);
      } else {
        cut(ctx, reason);
      }
    }
  }
}
