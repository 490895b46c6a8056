// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.netty.channel.ChannelHandlerContext;

/**
 * Keeps the connection of who gives an order that another server has to answer. {@link
 * OperateConnections} is no bean to be called: Camel starts what a bean can be iterated over, and a
 * group of threads holds itself.
 */
public final class OrderPatience {
  /** The order came over this one. */
  public void waits(ChannelHandlerContext connection) {
    OperateConnections.waits(connection);
  }
}
