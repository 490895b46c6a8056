// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URISyntaxException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.netty.http.DefaultNettyHttpBinding;
import org.apache.camel.component.netty.http.NettyHttpConfiguration;

/**
 * Makes an exchange of each request, also of one that Camel can't read, whose target is no URI say:
 * so that the route can answer it. Camel alone closes the connection without a word.
 */
public final class OperateBinding extends DefaultNettyHttpBinding {
  /** The variable by which the route knows it. */
  static final String MALFORMED = "malformed";

  @Override
  public Message toCamelMessage(
      FullHttpRequest request, Exchange exchange, NettyHttpConfiguration configuration)
      throws Exception {
    try {
      return super.toCamelMessage(request, exchange, configuration);
    } catch (URISyntaxException | IllegalArgumentException e) {
      exchange.setVariable(MALFORMED, true);
      return super.toCamelMessage(readable(), exchange, configuration);
    }
  }

  /** Nothing of what was sent. */
  private static FullHttpRequest readable() {
    FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    request.headers().set(HttpHeaderNames.HOST, "localhost");
    return request;
  }
}
