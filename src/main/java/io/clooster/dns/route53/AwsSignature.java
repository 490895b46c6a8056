// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Signs calls to Amazon's web services, Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html):
 * method, path, query, host, time, type and body can't be changed by anybody else, and the call is
 * good for some minutes.
 */
public final class AwsSignature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String accessKey;
  private final String secretKey;
  private final String sessionToken;
  private final String host;
  private final String base;
  private final Scope scope;
  private final Clock clock;

  /** For what a signature is good. */
  record Scope(String region, String service) {}

  /** The time and what it is signed with, to be sent as headers. */
  public record Signed(String time, String authorization) {}

  /**
   * For Route 53, which has one region for all of the world.
   *
   * @param sessionToken empty for none
   * @param api base URL of the API
   */
  public AwsSignature(String accessKey, String secretKey, String sessionToken, String api) {
    this(
        accessKey,
        secretKey,
        sessionToken,
        URI.create(api),
        new Scope("us-east-1", "route53"),
        Clock.systemUTC());
  }

  AwsSignature(
      String accessKey, String secretKey, String sessionToken, URI api, Scope scope, Clock clock) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.sessionToken = sessionToken;
    this.host = api.getRawAuthority();
    this.base = api.getRawPath().replaceFirst("/$", "");
    this.scope = scope;
    this.clock = clock;
  }

  /**
   * Signs a call.
   *
   * @param path behind that of the base URL, percent-encoded
   * @param query its parameters, each {@code name=value} and percent-encoded
   * @param contentType what the body is, if that is said
   */
  public Signed sign(
      @Header("CamelHttpMethod") String method,
      @Header("CamelHttpPath") String path,
      @Header("CamelHttpQuery") @Nullable String query,
      @Header("Content-Type") @Nullable String contentType,
      @Body String body) {
    String time = TIME.format(clock.instant());
    String day = time.substring(0, 8);
    String signedHeaders =
        (contentType == null ? "" : "content-type;")
            + "host;x-amz-date"
            + (hasToken() ? ";x-amz-security-token" : "");
    String canonical =
        String.join(
            "\n",
            method,
            base + path,
            query == null ? "" : sorted(query),
            (contentType == null ? "" : "content-type:" + contentType + "\n") + "host:" + host,
            "x-amz-date:" + time,
            (hasToken() ? "x-amz-security-token:" + sessionToken + "\n" : ""),
            signedHeaders,
            hash(body));
    String credential = String.join("/", day, scope.region(), scope.service(), "aws4_request");
    String toSign = String.join("\n", ALGORITHM, time, credential, hash(canonical));
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : credential.split("/", -1)) {
      key = mac(key, part);
    }
    String authorization =
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM,
                accessKey,
                credential,
                signedHeaders,
                HexFormat.of().formatHex(mac(key, toSign)));
    return new Signed(time, authorization);
  }

  /** Whether there is a session token, which is to be sent, too. */
  public boolean hasToken() {
    return !sessionToken.isEmpty();
  }

  private static String sorted(String query) {
    return Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java has SHA-256", e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each Java has HmacSHA256", e);
    }
  }
}
