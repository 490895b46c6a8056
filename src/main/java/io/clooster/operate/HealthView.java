// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import io.clooster.failover.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state in the form of Camel's health checks. */
public final class HealthView {
  /**
   * Whether this server holds the record, or could take it. One that is not ready is not to be
   * restarted for that.
   */
  public Map<String, Object> ready(Status status) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("role", status.role().state());
    data.put("own_checks", status.healthy() ? "succeed" : "fail");
    data.put("mode", StatusView.mode(status));
    data.put("drained", status.drained());
    data.put("provider", reads(status) ? "answers" : "fails");
    return view("clooster-ready", isReady(status), data);
  }

  /** That the decision answers: that there is a {@code status} says so. */
  public Map<String, Object> live(Status status) {
    return view("clooster-live", true, Map.of("role", status.role().state()));
  }

  static boolean isReady(Status status) {
    return status.isEligible() && reads(status);
  }

  private static boolean reads(Status status) {
    return status.record().value() != null && status.record().failing() == null;
  }

  private static Map<String, Object> view(String name, boolean up, Map<String, Object> data) {
    String word = up ? "UP" : "DOWN";
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("name", name);
    check.put("status", word);
    check.put("data", data);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("status", word);
    view.put("checks", List.of(check));
    return view;
  }
}
