// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.Arrays;
import java.util.List;

/** What was wrong, and when, with each path between two servers, both ways together. */
final class DisturbanceLog {
  private final Disturbance[][] paths;
  private final List<Machine> machines;
  private final Disturbance[] apis;
  private final Disturbance lists = new Disturbance();

  DisturbanceLog(List<Machine> machines) {
    this.machines = machines;
    int n = machines.size();
    apis = new Disturbance[n];
    Arrays.setAll(apis, i -> new Disturbance());
    paths = new Disturbance[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        paths[i][j] = new Disturbance();
        paths[j][i] = paths[i][j];
      }
    }
  }

  Disturbance path(Machine one, Machine other) {
    return paths[one.index()][other.index()];
  }

  Disturbance path(int one, int other) {
    return paths[one][other];
  }

  /** What was wrong with the DNS API, as this server reaches it. */
  Disturbance api(int server) {
    return apis[server];
  }

  /** Something is wrong with the DNS API for all, or is not any more. */
  void api(boolean begins, long now) {
    for (Disturbance api : apis) {
      if (begins) {
        api.begins(now);
      } else {
        api.ends(now);
      }
    }
  }

  /** The DNS API's reads begin to lie, or show again what stands there. */
  void lists(boolean begins, long now) {
    if (begins) {
      lists.begins(now);
    } else {
      lists.ends(now);
    }
  }

  /** When the API's reads lied. */
  Disturbance lists() {
    return lists;
  }

  /** The last moment at which one of two servers could rightly not reach the other one. */
  long last(Machine from, Machine to, long now) {
    return Math.max(
        Math.max(to.trouble().last(now), path(from, to).last(now)),
        Math.max(to.unlinkable().last(now), from.unlinkable().last(now)));
  }

  /** When the trouble began that may still be felt: {@code since} is how long back that reaches. */
  long began(Machine from, Machine to, long now, long since) {
    long first = now;
    for (Disturbance trouble :
        List.of(to.trouble(), path(from, to), to.unlinkable(), from.unlinkable())) {
      if (trouble.last(now) >= since) {
        first = Math.min(first, trouble.began());
      }
    }
    return first;
  }

  List<Machine> machines() {
    return machines;
  }
}
