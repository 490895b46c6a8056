// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.Response;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Cloudflare's own OpenAPI description, as a judge. */
public final class Contract {
  private static final OpenApiInteractionValidator JUDGE =
      OpenApiInteractionValidator.createForSpecificationUrl(
              Contract.class.getResource("/contract/cloudflare-dns.openapi.json").toString())
          .withBasePathOverride("/")
          .withLevelResolver(
              LevelResolver.create()
                  // The description composes objects with allOf, where "no more than my own" of
                  // each part would exclude the other parts.
                  .withLevel("validation.schema.additionalProperties", Level.IGNORE)
                  .build())
          .build();

  private Contract() {}

  /** What is wrong with a request that the sandbox received; its headers are held to be right. */
  public static List<String> breaches(ApiCall call) {
    Map<String, List<String>> headers =
        call.body().isEmpty()
            ? Map.of("Authorization", List.of("Bearer token"))
            : Map.of(
                "Authorization",
                List.of("Bearer token"),
                "Content-Type",
                List.of("application/json"));
    String path = call.path().substring(CloudflareApi.BASE.length());
    return texts(
        JUDGE.validateRequest(request(call.method(), path, call.query(), headers, call.body())));
  }

  /** What is wrong with a request or its answer. */
  static List<String> breaches(Request request, int status, String contentType, String body) {
    Response response =
        SimpleResponse.Builder.status(status).withContentType(contentType).withBody(body).build();
    return texts(JUDGE.validate(request, response));
  }

  /**
   * A request.
   *
   * @param path below the API's base
   * @param query as sent; null or empty if there is none
   */
  static Request request(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    SimpleRequest.Builder request = new SimpleRequest.Builder(Method.valueOf(method), path);
    headers.forEach(request::withHeader);
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", 0)) {
        String[] parts = pair.split("=", 2);
        request.withQueryParam(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    if (!body.isEmpty()) {
      request.withBody(body);
    }
    return request.build();
  }

  private static List<String> texts(ValidationReport report) {
    return report.hasErrors()
        ? report.getMessages().stream().map(Object::toString).toList()
        : List.of();
  }
}
