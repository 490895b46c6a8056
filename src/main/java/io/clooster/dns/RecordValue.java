// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.name.AsciiName;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way to write a record's value, so that equal values are equal strings. */
public final class RecordValue {
  private RecordValue() {}

  /**
   * Names in lower case without the last dot (RFC 4343), their labels as A-labels (RFC 5890),
   * addresses in their shortest form (RFC 5952). A name that can't be one stays in its letters.
   */
  public static String normal(String value) {
    @Nullable InetAddress address = NetUtil.createInetAddressFromIpAddressString(value);
    if (address != null) {
      return NetUtil.toAddressString(address);
    }
    String name = ascii(value).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String ascii(String name) {
    try {
      return AsciiName.of(name);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
