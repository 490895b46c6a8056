// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;

/** {@code /zones/{id}/dns_records} and what is below it, for one caller. */
final class RecordsEndpoint {
  private final SandboxZone zone;
  private final String caller;
  private final ListBehaviour lists;

  RecordsEndpoint(SandboxZone zone, Access access, ListBehaviour lists) {
    this.zone = zone;
    this.caller = access.id();
    this.lists = lists;
  }

  ApiAnswer collection(Request request) {
    return switch (request.method()) {
      case "GET" -> lists.answer(RecordQuery.of(new Parameters(request.query())), zone);
      case "POST" -> write(request, Transaction::create);
      default -> throw noMethod(request);
    };
  }

  ApiAnswer single(String id, Request request) {
    return switch (request.method()) {
      case "GET" -> read(id);
      case "PATCH" -> write(request, (records, body) -> records.patch(id, body));
      case "PUT" -> write(request, (records, body) -> records.put(id, body));
      case "DELETE" -> delete(id);
      default -> throw noMethod(request);
    };
  }

  ApiAnswer batch(Request request) {
    if (!request.method().equals("POST")) {
      throw noMethod(request);
    }
    Batch batch = Batch.of(body(request));
    return Envelope.success(zone.change(RecordWrite.By.API, caller, batch::apply));
  }

  static ApiError noMethod(Request request) {
    return new ApiError(405, 7001, "Method " + request.method() + " not available for that URI.");
  }

  private ApiAnswer read(String id) {
    return zone.records().stream()
        .filter(record -> record.id().equals(id))
        .findFirst()
        .map(record -> Envelope.success(record.json()))
        .orElseThrow(Transaction::noRecord);
  }

  private ApiAnswer write(Request request, BiFunction<Transaction, ObjectNode, DnsRecord> change) {
    ObjectNode body = body(request);
    DnsRecord written =
        zone.change(RecordWrite.By.API, caller, transaction -> change.apply(transaction, body));
    return Envelope.success(written.json());
  }

  private ApiAnswer delete(String id) {
    DnsRecord deleted = zone.change(RecordWrite.By.API, caller, records -> records.delete(id));
    return Envelope.success(Json.object().put("id", deleted.id()));
  }

  private static ObjectNode body(Request request) {
    if (!request.mediaType().equals("application/json")) {
      throw new ApiError(400, 9207, "Content-type must be application/json.");
    }
    return Json.object(request.body())
        .orElseThrow(() -> new ApiError(400, 6007, "Malformed JSON in request body"));
  }
}
