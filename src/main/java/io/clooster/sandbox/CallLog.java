// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The calls to all APIs in the order of their arrival; the oldest are forgotten. */
final class CallLog {
  private static final int CAPACITY = 20_000;

  private final Map<Long, ApiCall> calls = new LinkedHashMap<>();
  private long next;

  /** Adds a call; the returned number is for {@link #update}. */
  synchronized long add(ApiCall call) {
    calls.put(next, call);
    calls.remove(next - CAPACITY);
    return next++;
  }

  synchronized void update(long number, UnaryOperator<ApiCall> change) {
    calls.computeIfPresent(number, (n, call) -> change.apply(call));
  }

  synchronized List<ApiCall> all() {
    return new ArrayList<>(calls.values());
  }

  List<ApiCall> of(String api) {
    return all().stream().filter(call -> call.api().equals(api)).toList();
  }
}
