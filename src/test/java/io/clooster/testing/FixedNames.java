// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/** Every name has the same addresses. */
public final class FixedNames implements DnsResolver {
  private final InetAddress[] addresses;

  private FixedNames(InetAddress[] addresses) {
    this.addresses = addresses;
  }

  /** {@code addresses} in this order. */
  public static FixedNames of(String... addresses) {
    return new FixedNames(
        Stream.of(addresses).map(FixedNames::literal).toArray(InetAddress[]::new));
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  @Override
  public InetAddress[] resolve(String host) {
    return addresses.clone();
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
