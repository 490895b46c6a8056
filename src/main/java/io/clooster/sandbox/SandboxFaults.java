// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The faults of one API. Rules may be added and removed while it runs; the first one that matches a
 * call, in the order they were added, decides its fate.
 *
 * <pre>{@code
 * faults.on("PATCH", "/dns_records/").once(Fault.lostAnswer());
 * Faults.Rule down = faults.onAny().always(Fault.answer(503, "10000", "away"));
 * down.remove();
 * }</pre>
 */
public final class SandboxFaults {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  SandboxFaults() {}

  /** Any call. */
  public Where onAny() {
    return where(call -> true);
  }

  /** Calls that ask for a change. */
  public Where onWrites() {
    return where(ApiCall::isWrite);
  }

  /** Calls with this method whose path contains {@code pathPart}. */
  public Where on(String method, String pathPart) {
    return where(call -> call.method().equals(method) && call.path().contains(pathPart));
  }

  /** Calls that {@code matches} accepts; it sees them as they arrive. */
  public Where where(Predicate<ApiCall> matches) {
    return new Where(matches);
  }

  /** Removes all rules; what they have begun goes on. */
  public void clear() {
    rules.clear();
  }

  SandboxFault.Course courseOf(ApiCall call) {
    for (Rule rule : rules) {
      if (rule.takes(call)) {
        return rule.fault.course();
      }
    }
    return SandboxFault.NONE;
  }

  /** The calls that a rule is to be for. */
  public final class Where {
    private final Predicate<ApiCall> matches;

    private Where(Predicate<ApiCall> matches) {
      this.matches = matches;
    }

    /** The next such call meets {@code fault}. */
    public Rule once(SandboxFault fault) {
      return times(1, fault);
    }

    /** The next {@code count} such calls meet {@code fault}. */
    public Rule times(int count, SandboxFault fault) {
      return add(new Rule(matches, fault, count));
    }

    /** All such calls meet {@code fault}, until the rule is removed. */
    public Rule always(SandboxFault fault) {
      return times(Integer.MAX_VALUE, fault);
    }
  }

  private Rule add(Rule rule) {
    rules.add(rule);
    return rule;
  }

  /** One fault in force. */
  public final class Rule {
    private final Predicate<ApiCall> matches;
    private final SandboxFault fault;
    private final int count;
    private int hits;

    private Rule(Predicate<ApiCall> matches, SandboxFault fault, int count) {
      this.matches = matches;
      this.fault = fault;
      this.count = count;
    }

    /** No further call meets the fault. */
    public void remove() {
      rules.remove(this);
    }

    /** How many calls have met the fault. */
    public synchronized int hits() {
      return hits;
    }

    private synchronized boolean takes(ApiCall call) {
      if (hits == count || !matches.test(call)) {
        return false;
      }
      hits++;
      return true;
    }
  }
}
