// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

/** Cloudflare refuses: an HTTP status, and a code and a text of Cloudflare's own. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int code;
  private final String text;
  private final int causeCode;
  private final String causeText;

  ApiError(int status, int code, String message) {
    this(status, code, message, 0, "");
  }

  private ApiError(int status, int code, String text, int causeCode, String causeText) {
    super(causeText.isEmpty() ? text : text + ": " + causeText);
    this.status = status;
    this.code = code;
    this.text = text;
    this.causeCode = causeCode;
    this.causeText = causeText;
  }

  /** A record that DNS or Cloudflare does not allow, with the reason in the error chain. */
  static ApiError invalidRecord(int code, String reason) {
    return new ApiError(400, 1004, "DNS Validation Error", code, reason);
  }

  /** A body whose form is not the documented one. */
  static ApiError invalidBody(String reason) {
    return new ApiError(400, 9207, "Request body is invalid", 9207, reason);
  }

  /** A header whose form is not the documented one. */
  static ApiError invalidHeader(int code, String reason) {
    return new ApiError(400, 6003, "Invalid request headers", code, reason);
  }

  static ApiError noRoute(String path) {
    return new ApiError(
        404, 7003, "Could not route to " + path + ", perhaps your object identifier is invalid?");
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  int causeCode() {
    return causeCode;
  }

  /** What is behind it; empty if there is nothing behind. */
  String causeText() {
    return causeText;
  }
}
