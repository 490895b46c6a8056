// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.call.FailureText;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, at most once a minute, that connections can't be accepted. */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private boolean told;
  private long lastNanos;
  private int untold;

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    long now = System.nanoTime();
    if (told && now - lastNanos < PAUSE.toNanos()) {
      untold++;
      return;
    }
    LOG.warn(
        "state=deaf: can't accept connections at {}: {}; links that stand go on, and it tries again every"
            + " second. Are there enough file descriptors (LimitNOFILE=, ulimit -n)? {} earlier"
            + " attempts failed too",
        NetUtil.toSocketAddressString((InetSocketAddress) context.channel().localAddress()),
        FailureText.of(cause),
        untold);
    told = true;
    lastNanos = now;
    untold = 0;
  }
}
