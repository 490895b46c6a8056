// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What two servers have in common once both hellos are said: the certificates, the two hellos to
 * the byte (names, nonces, versions and key ids are in them), the version and the key that follow
 * from them. A proof is an HMAC over all of it, so that it is worth nothing anywhere else.
 */
final class Transcript {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] LABEL = "clooster 2 proof".getBytes(StandardCharsets.US_ASCII);

  private final byte[] certificates;
  private final byte[] hellos;
  private final int version;
  private final LinkKey key;

  /**
   * Between these two.
   *
   * @param certificates the dialler's and the acceptor's thumbprint
   * @param dialler text of the dialler's hello
   * @param acceptor text of the acceptor's hello
   */
  Transcript(byte[] certificates, String dialler, String acceptor, int version, LinkKey key) {
    this.certificates = certificates;
    this.hellos =
        ByteBuffer.allocate(2 * Digests.LENGTH)
            .put(Digests.sha256(dialler.getBytes(StandardCharsets.UTF_8)))
            .put(Digests.sha256(acceptor.getBytes(StandardCharsets.UTF_8)))
            .array();
    this.version = version;
    this.key = key;
  }

  /** The proof of {@code prover}, whose lists have these digests. */
  Proof proof(LinkRole prover, String servers, String records) {
    return new Proof(key.id(), servers, records, mac(prover, servers, records));
  }

  private String mac(LinkRole prover, String servers, String records) {
    byte[] id = key.id().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer input =
        ByteBuffer.allocate(
            LABEL.length
                + 5
                + id.length
                + certificates.length
                + hellos.length
                + 2 * Digests.LENGTH);
    input.put(LABEL).put(prover.sign).putShort((short) version);
    input.putShort((short) id.length).put(id);
    input.put(certificates).put(hellos);
    input.put(Base64.getDecoder().decode(servers)).put(Base64.getDecoder().decode(records));
    return Base64.getEncoder().encodeToString(hmac(key.secret(), input.array()));
  }

  private static byte[] hmac(Secret secret, byte[] input) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] bytes = secret.value().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
