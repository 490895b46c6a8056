// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer, not yet on the wire.
 *
 * @param status HTTP status
 * @param headers in the order they are sent; without {@code Content-Length} and {@code Connection}
 * @param body the whole body
 */
record ApiAnswer(int status, Map<String, String> headers, String body) {

  static ApiAnswer json(int status, JsonNode body) {
    return of(status, "application/json", body.toString());
  }

  static ApiAnswer text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  static ApiAnswer of(int status, String contentType, String body) {
    return new ApiAnswer(status, Map.of("Content-Type", contentType), body);
  }

  ApiAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiAnswer(status, more, body);
  }

  ApiAnswer withBody(String other) {
    return new ApiAnswer(status, headers, other);
  }

  /** The bytes that answer a request with {@code method}: no body for a HEAD. */
  byte[] bytesFor(String method, boolean keepAlive) {
    byte[] content = body.getBytes(UTF_8);
    StringBuilder head = head();
    head.append("Content-Length: ").append(content.length).append("\r\n");
    head.append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    if (!method.equals("HEAD")) {
      bytes.writeBytes(content);
    }
    return bytes.toByteArray();
  }

  /** The bytes before a body that comes in chunks. */
  byte[] headForChunks() {
    return head().append("Transfer-Encoding: chunked\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  private StringBuilder head() {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head;
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 303 -> "See Other";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}
