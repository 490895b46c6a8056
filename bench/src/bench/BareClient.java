// SPDX-License-Identifier: Apache-2.0
package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * The baseline: what a failover asks of the API, asked by Java's HTTP client and nothing around it.
 * It knows the zone and has its connection from the start, as a server has that looked before.
 */
final class BareClient {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String api;
  private final String records;

  BareClient(URI api) throws IOException, InterruptedException {
    this.api = api.toString();
    String zone = get("/zones?name=example.com").path("result").path(0).path("id").asText();
    this.records = "/zones/" + zone + "/dns_records";
  }

  /** All records of this name. */
  List<JsonNode> read(String name) throws IOException, InterruptedException {
    return results(get(records + "?name=" + name));
  }

  /** The whole zone, page after page. */
  List<JsonNode> readZone() throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      JsonNode answer = get(records + "?per_page=100&page=" + page);
      pages = answer.path("result_info").path("total_pages").asInt(1);
      all.addAll(results(answer));
    }
    return all;
  }

  /** One record gets other content, by a PATCH. */
  void patch(JsonNode record, String content) throws IOException, InterruptedException {
    send("PATCH", records + "/" + record.path("id").asText(), changed(record, content));
  }

  /** Each of these comes to point at the second server, each TXT record is made anew with this text; by one batch. */
  void batch(List<JsonNode> found, String text) throws IOException, InterruptedException {
    ObjectNode body = json.createObjectNode();
    ArrayNode deletes = body.putArray("deletes");
    ArrayNode patches = body.putArray("patches");
    ArrayNode posts = body.putArray("posts");
    for (JsonNode record : found) {
      String type = record.path("type").asText();
      if (type.equals("TXT")) {
        deletes.addObject().put("id", record.path("id").asText());
        posts.add(changed(record, text));
      } else {
        patches.add(changed(record, Pair.target(2, type)).put("id", record.path("id").asText()));
      }
    }
    send("POST", records + "/batch", body);
  }

  /** How many changes the body of a batch asks for. */
  static int changes(String batch) throws IOException {
    int changes = 0;
    for (JsonNode list : new ObjectMapper().readTree(batch)) {
      changes += list.size();
    }
    return changes;
  }

  private ObjectNode changed(JsonNode record, String content) {
    return json.createObjectNode()
        .put("type", record.path("type").asText())
        .put("name", record.path("name").asText())
        .put("content", content)
        .put("ttl", record.path("ttl").asInt());
  }

  private static List<JsonNode> results(JsonNode answer) {
    List<JsonNode> all = new ArrayList<>();
    answer.path("result").forEach(all::add);
    return all;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  private void send(String method, String path, JsonNode body) throws IOException, InterruptedException {
    answer(request(path).header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path)).header("Authorization", "Bearer token");
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return json.readTree(answer.body());
  }
}
