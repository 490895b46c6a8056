// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.FailureText;
import io.clooster.failover.Event;
import io.clooster.health.CheckCounter.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verdict over all checks: well while all are, failing while any is. One log line for each
 * change of a check, one event for each change of the whole.
 */
public final class LocalHealth {
  private static final Logger LOG = LoggerFactory.getLogger(LocalHealth.class);

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private Verdict told = Verdict.UNKNOWN;

  /**
   * Announces a check. All must be announced before the first outcome, or the verdict would be
   * given without them.
   *
   * @param id what its outcomes call it
   * @param name kind and target, for the log and for messages: no secret in it
   */
  public synchronized void expect(String id, String name, int fall, int rise) {
    checks.put(id, new Check(name, CheckCounter.unknown(fall, rise), ""));
  }

  /** What the decision should hear of: one event at most, which names the check that fails. */
  public synchronized List<Event> on(CheckResult outcome) {
    Check before = checks.get(outcome.check());
    if (before == null) {
      throw new IllegalArgumentException("no check " + outcome.check() + " was announced");
    }
    Check after = before.after(outcome);
    checks.put(outcome.check(), after);
    if (after.verdict() == before.verdict()) {
      return List.of();
    }
    log(after);
    Verdict verdict = verdict();
    if (verdict == Verdict.UNKNOWN || verdict == told) {
      return List.of();
    }
    told = verdict;
    // Where it fails now, this check is the first that does.
    return List.of(
        verdict == Verdict.WELL
            ? new Event.OwnHealth(true, "all checks are well")
            : new Event.OwnHealth(false, FailureText.quote(after.name() + ": " + after.reason())));
  }

  private Verdict verdict() {
    if (checks.values().stream().anyMatch(check -> check.verdict() == Verdict.FAILING)) {
      return Verdict.FAILING;
    }
    boolean all = checks.values().stream().allMatch(check -> check.verdict() == Verdict.WELL);
    return all ? Verdict.WELL : Verdict.UNKNOWN;
  }

  private static void log(Check check) {
    if (check.verdict() == Verdict.WELL) {
      LOG.info("check={} state=healthy", check.name());
    } else {
      int times = check.standing().fall();
      LOG.warn(
          "check={} state=failing: {}{}",
          check.name(),
          check.reason(),
          times == 1 ? "" : " (" + times + " times)");
    }
  }

  /**
   * One check until now.
   *
   * @param reason why the last look failed; empty if it didn't
   */
  private record Check(String name, CheckCounter standing, String reason) {
    Check after(CheckResult outcome) {
      return new Check(name, standing.after(outcome.success()), outcome.reason());
    }

    Verdict verdict() {
      return standing.verdict();
    }
  }
}
