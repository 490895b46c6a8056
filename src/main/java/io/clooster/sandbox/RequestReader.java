// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off a connection, one after the other (RFC 9112). */
final class RequestReader {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 100;

  /** Room for a batch of 200 records. */
  private static final int MAX_BODY = 256 * 1024;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("([A-Z]+) (/[^ ?#]*)(?:\\?([^ #]*))? HTTP/1\\.([01])");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,6})[ \t]*(?:;.*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  private final InputStream in;
  private final OutputStream out;

  /**
   * Reads from {@code in}.
   *
   * @param in buffered bytes of the connection
   * @param out where a client that asks for it is told to go on with its body
   */
  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next request, or null when the client has closed the connection between two.
   *
   * @throws BadRequest if it is malformed or too large
   */
  @Nullable Request next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    long arrived = System.nanoTime();
    Matcher start = match(REQUEST_LINE, line(first), "request line");
    Map<String, String> headers = headers();
    String body = utf8(body(headers));
    boolean close =
        headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    String query = start.group(3);
    return new Request(
        arrived,
        start.group(1),
        Percent.decode(start.group(2)),
        query == null ? "" : query,
        Map.copyOf(headers),
        body,
        start.group(4).equals("1") && !close);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in.read()); !line.isEmpty(); line = line(in.read())) {
      Matcher header = match(HEADER, line, "header");
      headers.merge(
          header.group(1).toLowerCase(Locale.ROOT), header.group(2), (a, b) -> a + ", " + b);
      if (headers.size() > MAX_HEADERS) {
        throw new BadRequest(431, "too many headers");
      }
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String coding = headers.get("transfer-encoding");
    String length = headers.get("content-length");
    if (coding == null && length == null) {
      return new byte[0];
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
    if (coding == null) {
      match(LENGTH, length == null ? "" : length, "Content-Length");
      return exactly(Integer.parseInt(length));
    }
    if (!coding.equalsIgnoreCase("chunked") || length != null) {
      throw new BadRequest(400, "the body must be either chunked or of a stated length");
    }
    return chunks();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(exactly(size));
      if (body.size() > MAX_BODY) {
        throw new BadRequest(413, "the body is too large");
      }
      if (!line(in.read()).isEmpty()) {
        throw new BadRequest(400, "a chunk is longer than its size");
      }
    }
    headers(); // the trailers, up to the empty line
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(match(CHUNK_SIZE, line(in.read()), "chunk size").group(1), 16);
  }

  private byte[] exactly(int length) throws IOException {
    if (length > MAX_BODY) {
      throw new BadRequest(413, "the body is too large");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ends early");
    }
    return bytes;
  }

  private String line(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = first; b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the request ends early");
      }
      if (line.size() == MAX_LINE) {
        throw new BadRequest(431, "a line of the head is too long");
      }
      line.write(b);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String utf8(byte[] bytes) throws BadRequest {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequest(400, "the body is not UTF-8");
    }
  }

  private static Matcher match(Pattern pattern, String text, String what) throws BadRequest {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new BadRequest(400, "malformed " + what);
    }
    return matcher;
  }
}
