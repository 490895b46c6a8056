// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import io.clooster.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first bytes that a server sends on a connection, protocol 1: {@code HMAC-SHA256} of its own
 * name under the shared key (RFC 2104), raw.
 */
public final class Protocol1Hello {
  /** Length in bytes. */
  static final int LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] bytes;

  /** The hello of the server called {@code name}, both name and key as UTF-8. */
  public Protocol1Hello(String name, Secret key) {
    this.bytes = hmac(name, key.value());
  }

  /** The 32 bytes to send. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Compares in a time that does not depend on where the bytes differ. */
  boolean matches(byte[] received) {
    return MessageDigest.isEqual(bytes, received);
  }

  private static byte[] hmac(String name, String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
