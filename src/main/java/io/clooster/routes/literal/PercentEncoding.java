// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.literal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as by RFC 3986, section 2.1, in UTF-8. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** All but unreserved characters (RFC 3986, section 2.3) encoded. */
  static String of(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** As Camel reads a value in a query: {@code +} is a blank, a lone {@code %} is itself. */
  static String read(String text) {
    return URLDecoder.decode(text.replaceAll("%(?!\\p{XDigit}{2})", "%25"), StandardCharsets.UTF_8);
  }
}
