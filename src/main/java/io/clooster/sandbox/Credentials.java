// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may use the Cloudflare API, by token or by e-mail address and global key. */
final class Credentials {
  private static final Pattern BEARER = Pattern.compile("Bearer ([A-Za-z0-9._~+/=-]+)");

  private final Map<String, Access> tokens = new ConcurrentHashMap<>();
  private final Map<String, Access> keys = new ConcurrentHashMap<>();
  private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> expiry = new ConcurrentHashMap<>();
  private final SandboxSecrets secrets;

  Credentials(SandboxSecrets secrets) {
    this.secrets = secrets;
  }

  void allowToken(String token, Set<String> zones) {
    allowTokenOf(Ids.next(), token, zones);
  }

  void allowTokenOf(String caller, String token, Set<String> zones) {
    secrets.add(token);
    tokens.put(token, new Access(caller, true, Set.copyOf(zones)));
  }

  void allowKey(String mail, String key, Set<String> zones) {
    secrets.add(key);
    keys.put(mail + " " + key, new Access(mail, false, Set.copyOf(zones)));
  }

  /** From now on this token may look, and change nothing. */
  void readOnly(String token) {
    readOnly.add(token);
  }

  /** From now on the API says that this token ends then. */
  void expires(String token, Instant at) {
    expiry.put(token, at);
  }

  /** When the token of this request ends, if it does. */
  Optional<Instant> expiry(Request request) {
    return token(request).map(expiry::get);
  }

  /**
   * Refuses a change by who may only look.
   *
   * @throws ApiError if this request is one
   */
  void refuseChange(Request request) {
    if (!request.method().equals("GET") && token(request).filter(readOnly::contains).isPresent()) {
      throw new ApiError(403, 10000, "Authentication error");
    }
  }

  private static Optional<String> token(Request request) {
    return request
        .header("authorization")
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .map(bearer -> bearer.group(1));
  }

  void revokeToken(String token) {
    tokens.remove(token);
  }

  /**
   * Whose request this is.
   *
   * @throws ApiError if it carries no credential, a malformed one or a wrong one
   */
  Access of(Request request) {
    Optional<String> authorization = request.header("authorization");
    if (authorization.isPresent()) {
      return byToken(authorization.get());
    }
    Optional<String> mail = request.header("x-auth-email");
    Optional<String> key = request.header("x-auth-key");
    if (mail.isEmpty() || key.isEmpty()) {
      throw new ApiError(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
    }
    return byKey(mail.get(), key.get());
  }

  private Access byToken(String authorization) {
    Matcher bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      throw ApiError.invalidHeader(6111, "Invalid format for Authorization header");
    }
    Access access = tokens.get(bearer.group(1));
    if (access == null) {
      throw new ApiError(403, 9109, "Invalid access token");
    }
    return access;
  }

  private Access byKey(String mail, String key) {
    if (!mail.contains("@")) {
      throw ApiError.invalidHeader(6102, "Invalid format for X-Auth-Email header");
    }
    if (key.isEmpty()) {
      throw ApiError.invalidHeader(6103, "Invalid format for X-Auth-Key header");
    }
    Access access = keys.get(mail + " " + key);
    if (access == null) {
      throw new ApiError(403, 9103, "Unknown X-Auth-Key or X-Auth-Email");
    }
    return access;
  }
}
