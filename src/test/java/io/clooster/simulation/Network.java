// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The paths between all servers, each way on its own. */
final class Network {
  private final Path[][] paths;

  Network(int servers, SplittableRandom dice) {
    paths = new Path[servers][servers];
    for (int from = 0; from < servers; from++) {
      for (int to = 0; to < servers; to++) {
        paths[from][to] = new Path(dice.split());
      }
    }
  }

  Path path(int from, int to) {
    return paths[from][to];
  }

  List<Path> both(int one, int other) {
    return List.of(paths[one][other], paths[other][one]);
  }

  /** All paths between different servers. */
  List<Path> all() {
    List<Path> all = new ArrayList<>();
    for (int from = 0; from < paths.length; from++) {
      for (int to = 0; to < paths.length; to++) {
        if (from != to) {
          all.add(paths[from][to]);
        }
      }
    }
    return all;
  }
}
