// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4, by https://docs.aws.amazon.com/IAM/latest/UserGuide/
 * reference_sigv-create-signed-request.html: what a request that is signed by {@code secret} says.
 *
 * @param scope date, region, service, and {@code aws4_request}, with slashes between
 * @param signedHeaders names in lower case, sorted
 */
record AwsSignature(String secret, String scope, String timestamp, List<String> signedHeaders) {

  /** The signature that {@code request} ought to have. */
  String of(ReceivedRequest request) {
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return hex(hmac(key, stringToSign(request)));
  }

  String stringToSign(ReceivedRequest request) {
    return String.join("\n", "AWS4-HMAC-SHA256", timestamp, scope, sha256(canonical(request)));
  }

  String canonical(ReceivedRequest request) {
    return String.join(
        "\n",
        request.method(),
        canonicalPath(request.path()),
        canonicalQuery(request.rawQuery()),
        signedHeaders.stream()
            .map(name -> name + ":" + canonicalValue(request, name) + "\n")
            .collect(Collectors.joining()),
        String.join(";", signedHeaders),
        sha256(request.body()));
  }

  static String sha256(String text) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String canonicalValue(ReceivedRequest request, String name) {
    return request.header(name).orElse("").strip().replaceAll(" +", " ");
  }

  /** Encoded once more than it was sent, as all services but S3 want it. */
  private static String canonicalPath(String sent) {
    return Arrays.stream(sent.split("/", -1))
        .map(AwsSignature::encoded)
        .collect(Collectors.joining("/"));
  }

  private static String canonicalQuery(String sent) {
    return Arrays.stream(sent.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String segment) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : segment.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
