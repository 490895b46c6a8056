// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;

/** {@code /zones/{id}/dns_records} and what is below it. */
final class RecordsEndpoint {
  private RecordsEndpoint() {}

  static Answer collection(Zone zone, Request request) {
    return switch (request.method()) {
      case "GET" -> RecordQuery.of(new Parameters(request.query())).answer(zone.records());
      case "POST" -> write(zone, request, Transaction::create);
      default -> throw noMethod(request);
    };
  }

  static Answer single(Zone zone, String id, Request request) {
    return switch (request.method()) {
      case "GET" -> read(zone, id);
      case "PATCH" -> write(zone, request, (records, body) -> records.patch(id, body));
      case "PUT" -> write(zone, request, (records, body) -> records.put(id, body));
      case "DELETE" -> delete(zone, id);
      default -> throw noMethod(request);
    };
  }

  static Answer batch(Zone zone, Request request) {
    if (!request.method().equals("POST")) {
      throw noMethod(request);
    }
    Batch batch = Batch.of(body(request));
    return Envelope.success(zone.change(RecordWrite.By.API, batch::apply));
  }

  static ApiError noMethod(Request request) {
    return new ApiError(405, 7001, "Method " + request.method() + " not available for that URI.");
  }

  private static Answer read(Zone zone, String id) {
    return zone.records().stream()
        .filter(record -> record.id().equals(id))
        .findFirst()
        .map(record -> Envelope.success(record.json()))
        .orElseThrow(Transaction::noRecord);
  }

  private static Answer write(
      Zone zone, Request request, BiFunction<Transaction, ObjectNode, DnsRecord> change) {
    ObjectNode body = body(request);
    DnsRecord written =
        zone.change(RecordWrite.By.API, transaction -> change.apply(transaction, body));
    return Envelope.success(written.json());
  }

  private static Answer delete(Zone zone, String id) {
    DnsRecord deleted = zone.change(RecordWrite.By.API, records -> records.delete(id));
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
