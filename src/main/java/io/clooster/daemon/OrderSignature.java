// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An order with a MAC made by the token, in the token's place: whoever answers at the daemon's port
 * learns no token, and nothing that is good for another order, or for another run of the daemon.
 *
 * @param nonce a random number, by which it is good once
 * @param mac over the order, that number and the daemon that it is for
 */
record OrderSignature(String nonce, String mac) {
  static final String SCHEME = "Clooster ";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int NONCE_BYTES = 16;
  private static final Pattern HEADER = Pattern.compile("([0-9a-f]{32}):([0-9a-f]{64})");

  /**
   * Signs one.
   *
   * @param what its path and query, as they are sent
   */
  static OrderSignature of(String what, OperateFile daemon, String token) {
    byte[] random = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(random);
    return of(what, HexFormat.of().formatHex(random), daemon, token);
  }

  private static OrderSignature of(String what, String nonce, OperateFile daemon, String token) {
    String text = String.join("\n", daemon.address(), daemon.run(), what, nonce);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
      return new OrderSignature(nonce, HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** What somebody sent; of no good where it is none. */
  static OrderSignature read(String header) {
    Matcher parts = HEADER.matcher(header.substring(SCHEME.length()));
    return parts.matches()
        ? new OrderSignature(parts.group(1), parts.group(2))
        : new OrderSignature("", "");
  }

  static boolean isOne(String header) {
    return header.startsWith(SCHEME);
  }

  /** Whether who made it knows that token, and meant that order and that daemon. */
  boolean isBy(String token, String what, OperateFile daemon) {
    String right = of(what, nonce, daemon, token).mac;
    return MessageDigest.isEqual(right.getBytes(UTF_8), mac.getBytes(UTF_8));
  }

  /** The header {@code Authorization}. */
  String header() {
    return SCHEME + nonce + ":" + mac;
  }
}
