// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may use a service of AWS. Which headers must be signed, and which error means what, is said
 * in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, in
 * reference_sigv-troubleshooting.html there, and in
 * https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html.
 */
final class AwsAccess {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request, ?"
              + "SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Duration SKEW = Duration.ofMinutes(15);

  /** Why not: an error code of AWS, with its status. */
  record Denial(int status, String code, String message) {}

  private final AwsCredentials credentials;
  private final String region;
  private final String service;
  private final Clock clock;

  AwsAccess(AwsCredentials credentials, String region, String service, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
    this.clock = clock;
  }

  /** Empty if the request is let in. */
  Optional<Denial> denial(ReceivedRequest request) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty()) {
      return denied(403, "MissingAuthenticationToken", "Missing Authentication Token");
    }
    Matcher said = AUTHORIZATION.matcher(header.get());
    if (!said.matches()) {
      return denied(400, "IncompleteSignature", "The Authorization header is not of this form");
    }
    List<Function<Matcher, Optional<Denial>>> checks =
        List.of(
            matched -> keys(request, matched),
            matched -> scope(matched),
            matched -> time(request, matched),
            matched -> headers(request, List.of(matched.group(5).split(";", -1))),
            matched -> signature(request, matched));
    return checks.stream().flatMap(check -> check.apply(said).stream()).findFirst();
  }

  private Optional<Denial> keys(ReceivedRequest request, Matcher said) {
    boolean known =
        said.group(1).equals(credentials.keyId())
            && request.header("X-Amz-Security-Token").equals(credentials.sessionToken());
    return known
        ? Optional.empty()
        : denied(
            403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }

  private Optional<Denial> scope(Matcher said) {
    boolean right = said.group(3).equals(region) && said.group(4).equals(service);
    return right
        ? Optional.empty()
        : mismatch("Credential should be scoped to " + region + " and " + service);
  }

  /** At most a quarter of an hour apart, and of the day of the scope. */
  private Optional<Denial> time(ReceivedRequest request, Matcher said) {
    String stamp = request.header("X-Amz-Date").orElse("");
    Instant signed;
    try {
      signed = LocalDateTime.parse(stamp, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return denied(400, "IncompleteSignature", "X-Amz-Date must be as 20150830T123600Z");
    }
    if (!stamp.startsWith(said.group(2))) {
      return mismatch("Date in Credential scope does not match YYYYMMDD from ISO-8601 version");
    }
    return Duration.between(signed, clock.instant()).abs().compareTo(SKEW) <= 0
        ? Optional.empty()
        : mismatch("Signature expired: " + stamp + " is too far from " + clock.instant());
  }

  /** The host, the type of a body, and all that begins with x-amz- must be signed, sorted. */
  private Optional<Denial> headers(ReceivedRequest request, List<String> signed) {
    boolean sorted = signed.equals(signed.stream().sorted().distinct().toList());
    boolean there = signed.stream().allMatch(name -> request.header(name).isPresent());
    boolean all =
        request.headers().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(
                name ->
                    name.equals("host") || name.equals("content-type") || name.startsWith("x-amz-"))
            .allMatch(signed::contains);
    return sorted && there && all
        ? Optional.empty()
        : mismatch("Host, Content-Type and all X-Amz- headers must be signed, in order");
  }

  private Optional<Denial> signature(ReceivedRequest request, Matcher said) {
    Optional<String> hash = request.header("X-Amz-Content-Sha256");
    if (hash.isPresent() && !hash.get().equals(AwsSignature.sha256(request.body()))) {
      return mismatch("X-Amz-Content-Sha256 is not the hash of the body");
    }
    String scope = String.join("/", said.group(2), region, service, "aws4_request");
    List<String> signed = List.of(said.group(5).split(";", -1));
    AwsSignature right =
        new AwsSignature(
            credentials.secret(), scope, request.header("X-Amz-Date").orElse(""), signed);
    return right.of(request).equals(said.group(6))
        ? Optional.empty()
        : mismatch(
            "The request signature we calculated does not match the signature you provided."
                + " The canonical string should have been\n"
                + right.canonical(request));
  }

  private static Optional<Denial> mismatch(String message) {
    return denied(403, "SignatureDoesNotMatch", message);
  }

  private static Optional<Denial> denied(int status, String code, String message) {
    return Optional.of(new Denial(status, code, message));
  }
}
