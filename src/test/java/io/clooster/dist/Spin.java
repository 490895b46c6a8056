// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The model checker Spin: it makes a program of the model and what is demanded of it, which looks
 * at every state.
 *
 * @param model the model in Promela
 * @param directory where the program is made
 * @param optimization how much the compiler is to do for a fast one
 */
record Spin(Path model, Path directory, String optimization) {
  private static final Pattern REACHED = Pattern.compile("(?m)^reached: (\\w+)$");

  /** Whether each assertion holds, whatever happens. */
  String assertions(String... settings) throws IOException, InterruptedException {
    return search(List.of(settings), List.of("-DSAFETY"), List.of());
  }

  /** Whether the model's formula holds for all runs in which nobody waits forever for his turn. */
  String formula(String... settings) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("-DLIVENESS");
    return search(all, List.of("-DNFAIR=3"), List.of("-a", "-f"));
  }

  private String search(List<String> settings, List<String> kind, List<String> options)
      throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(directory, "spin");
    run(place, List.of(Tool.find("spin", "spin"), "-a"), settings, List.of(model.toAbsolutePath()));
    List<String> compiler = List.of(Tool.find("gcc", "gcc"), optimization, "-w", "-DNOREDUCE");
    run(place, compiler, kind, List.of("-o", "pan", "pan.c"));
    return run(place, List.of("./pan", "-m100000", "-w20"), options);
  }

  private static String run(Path place, List<?>... words) throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>();
    for (List<?> some : words) {
      all.addAll(some);
    }
    Command.Outcome outcome = Command.of(all.toArray()).in(place).start().outcome(10);
    assertThat(outcome.status()).as("%s%n%s%s", all, outcome.out(), outcome.err()).isZero();
    return outcome.out();
  }

  /** The events that the search has met. */
  static Set<String> reached(String found) {
    return REACHED.matcher(found).results().map(met -> met.group(1)).collect(Collectors.toSet());
  }
}
