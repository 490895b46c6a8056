// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Records that move together, told by the name of the server that they point at. Every CNAME, A and
 * AAAA record of our names is ours: one that stayed behind would go on pointing at a dead server.
 * So each of them must be one that can point at every server.
 */
final class ServerMapping implements Mapping {
  private static final List<String> POINTING = List.of("CNAME", "A", "AAAA");

  private final Targets targets;

  ServerMapping(Targets targets) {
    this.targets = targets;
  }

  @Override
  public String zone() {
    return targets.zone();
  }

  @Override
  public List<String> names() {
    return targets.names();
  }

  @Override
  public List<FoundRecord> ours(List<FoundRecord> found) throws DnsFailure {
    Map<String, List<FoundRecord>> byName =
        found.stream().collect(Collectors.groupingBy(FoundRecord::name));
    List<FoundRecord> ours = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : targets.names()) {
      List<FoundRecord> records = byName.getOrDefault(name, List.of());
      List<FoundRecord> pointing = pointing(records);
      problem(name, pointing, records).ifPresentOrElse(problems::add, () -> ours.addAll(pointing));
    }
    if (!problems.isEmpty()) {
      int more = problems.size() - 1;
      throw new DnsFailure(
          problems.get(0)
              + (more == 0 ? "" : " (of " + more + " more names something is wrong, too)"));
    }
    return ours;
  }

  private static List<FoundRecord> pointing(List<FoundRecord> records) {
    List<FoundRecord> pointing = new ArrayList<>();
    for (String type : POINTING) {
      records.stream().filter(record -> record.type().equals(type)).forEach(pointing::add);
    }
    return pointing;
  }

  private Optional<String> problem(String name, List<FoundRecord> pointing, List<FoundRecord> all) {
    if (pointing.isEmpty()) {
      return Optional.of(
          "there is no %s record '%s' in zone '%s'%s; make one"
              .formatted(possibleTypes(), name, zone(), FoundRecord.found(all)));
    }
    for (FoundRecord record : pointing) {
      List<String> unreachable = targets.unreachableBy(record.type());
      if (!unreachable.isEmpty()) {
        return Optional.of(leftBehind(record, unreachable));
      }
      List<FoundRecord> same =
          pointing.stream().filter(other -> other.type().equals(record.type())).toList();
      if (same.size() > 1) {
        return Optional.of(
            "there is more than one %s record '%s'%s; delete all but one"
                .formatted(record.type(), name, FoundRecord.found(same)));
      }
    }
    return Optional.empty();
  }

  private String leftBehind(FoundRecord record, List<String> unreachable) {
    String type = record.type();
    boolean all = unreachable.size() == targets.servers().size();
    return "the %s record '%s' (%s) can't be moved: %s has an \"%s\" in the configuration; %s"
        .formatted(
            type,
            record.name(),
            FailureText.quote(record.value()),
            all ? "no server" : "not every server",
            type,
            all
                ? "make it a CNAME, or write the \"" + type + "\" of each server"
                : "write that of " + String.join(", ", unreachable) + ", or delete the record");
  }

  private String possibleTypes() {
    List<String> possible =
        POINTING.stream().filter(type -> targets.unreachableBy(type).isEmpty()).toList();
    return String.join(" or ", possible);
  }

  /**
   * The name of the server that all point at; else what they hold, which has a blank in it and so
   * is no server's name.
   */
  @Override
  public String value(List<FoundRecord> ours) {
    return targets.servers().keySet().stream()
        .filter(server -> ours.stream().allMatch(record -> targets.pointsAt(record, server)))
        .findFirst()
        .orElseGet(() -> Disagreement.of(ours, this::server));
  }

  @Override
  public String content(FoundRecord record, String value) {
    return targets
        .value(value, record.type())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no server that " + record + " can point at: " + value));
  }

  @Override
  public String described(FoundRecord record) {
    return record + " -> " + server(record).orElse("none of the servers");
  }

  private Optional<String> server(FoundRecord record) {
    return targets.servers().keySet().stream()
        .filter(server -> targets.pointsAt(record, server))
        .findFirst();
  }
}
