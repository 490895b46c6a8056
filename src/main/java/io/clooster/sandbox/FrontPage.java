// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** A page for people: what the sandbox holds, what happened last, how to edit a record. */
final class FrontPage implements Handler {
  private static final int LAST_CALLS = 20;

  /** A batch of 200 changes would fill the screen. */
  private static final int LONGEST_BODY = 300;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final CloudflareSandbox cloudflare;
  private final PushbulletSandbox pushbullet;
  private final CallLog log;

  FrontPage(CloudflareSandbox cloudflare, PushbulletSandbox pushbullet, CallLog log) {
    this.cloudflare = cloudflare;
    this.pushbullet = pushbullet;
    this.log = log;
  }

  @Override
  public void handle(Request request, SandboxConnection connection) throws IOException {
    connection.send(request, answer(request));
  }

  private ApiAnswer answer(Request request) {
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    if (read && request.path().equals("/")) {
      return ApiAnswer.text(200, page(request.header("host").orElse("127.0.0.1")));
    }
    if (request.method().equals("POST") && request.path().startsWith("/records/")) {
      return edit(request.path().substring("/records/".length()), request);
    }
    return ApiAnswer.text(404, "There is a page at / only.\n");
  }

  private ApiAnswer edit(String name, Request request) {
    try {
      Map<String, String> form = Percent.pairs(request.body());
      String content = form.get("content");
      if (content == null) {
        return ApiAnswer.text(400, "Say what the record shall hold: content=...\n");
      }
      String given = form.get("type");
      String type = given == null ? soleType(name) : given;
      DnsRecord record = cloudflare.edit(name, type, content);
      return ApiAnswer.text(200, line(record));
    } catch (BadRequest | ApiError | IllegalArgumentException | IllegalStateException e) {
      return ApiAnswer.text(400, e.getMessage() + "\n");
    }
  }

  /**
   * The type of the only record of this name that points somewhere; a TXT beside it is no doubt.
   */
  private String soleType(String name) {
    List<String> types =
        cloudflare.records().stream()
            .filter(record -> record.name().equals(DnsNames.canonical(name)) && record.proxiable())
            .map(DnsRecord::type)
            .toList();
    if (types.size() != 1) {
      throw new IllegalArgumentException("Say which record of " + name + ": type=CNAME, A, AAAA");
    }
    return types.get(0);
  }

  private String page(String host) {
    StringBuilder page =
        new StringBuilder("Clooster's sandbox: Cloudflare and Pushbullet, pretended\n\n");
    page.append("Cloudflare  ").append(cloudflare.uri()).append('\n');
    page.append("Pushbullet  ").append(pushbullet.uri()).append('\n');
    page.append("\nRecords\n");
    cloudflare.records().forEach(record -> page.append("  ").append(line(record)));
    page.append("\nEdit one by hand: curl -d content=VALUE http://")
        .append(host)
        .append("/records/NAME\n");
    page.append("(with -d type=TYPE where the name has several)\n");
    page.append("\nLast calls (of ").append(log.all().size()).append(")\n");
    last(log.all()).forEach(call -> page.append("  ").append(line(call)));
    page.append("\nNotes sent\n");
    last(pushbullet.pushes()).forEach(push -> page.append("  ").append(line(push)));
    return page.toString();
  }

  private static <T> List<T> last(List<T> all) {
    return all.subList(Math.max(0, all.size() - LAST_CALLS), all.size());
  }

  private static String line(DnsRecord record) {
    return "%-32s %-5s %s  ttl %d%s%n"
        .formatted(
            record.name(),
            record.type(),
            record.content(),
            record.ttl(),
            record.proxied() ? "  proxied" : "");
  }

  private static String line(ApiCall call) {
    String status = call.status() == 0 ? "---" : Integer.toString(call.status());
    String query = call.query().isEmpty() ? "" : "?" + call.query();
    int cut = call.body().length() - LONGEST_BODY;
    String body =
        cut <= 0
            ? call.body()
            : call.body().substring(0, LONGEST_BODY) + " … and " + cut + " characters more";
    return "%s  %s  %-6s %s%s  %s%n"
        .formatted(time(call.at()), status, call.method(), call.path(), query, body);
  }

  private static String line(Push push) {
    return "%s  %s%n%15s%s%n".formatted(time(push.at()), push.title(), "", push.body());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
