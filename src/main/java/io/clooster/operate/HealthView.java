// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether this server is ready: it holds the record, or could take it. In the form of Camel's
 * health checks. A server that is not ready is not to be restarted for that.
 */
public final class HealthView {
  /** See {@link HealthView}. */
  public Map<String, Object> of(Status status) {
    boolean reads = status.record().value() != null && status.record().failing() == null;
    boolean ready = status.healthy() && reads;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("role", status.role().state());
    data.put("own_checks", status.healthy() ? "succeed" : "fail");
    data.put("provider", reads ? "answers" : "fails");
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("name", "clooster-ready");
    check.put("status", word(ready));
    check.put("data", data);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("status", word(ready));
    view.put("checks", List.of(check));
    return view;
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
