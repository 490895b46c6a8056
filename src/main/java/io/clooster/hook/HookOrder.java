// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.clooster.failover.Action;
import io.clooster.failover.Hook;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program that is still to be made, as it is stored.
 *
 * @param hook as in the configuration, {@code on_active}
 * @param epoch of the claim when it was ordered, 0 without claims
 * @param holder the server that held the records then; empty where that was not known
 * @param previous the server that held them before; empty where that was not known
 * @param reason which own check failed; empty where it is about none
 * @param attempts how often the program was started for it
 * @param mark of its last start, see {@link io.clooster.program.MarkedProgram}; null before one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record HookOrder(
    String hook,
    long epoch,
    String holder,
    String previous,
    String reason,
    int attempts,
    @Nullable String mark) {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_REASON = 200;

  HookOrder {
    Objects.requireNonNull(hook, "hook");
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(reason, "reason");
  }

  static HookOrder of(Action.RunHook wanted) {
    String reason = wanted.reason();
    return new HookOrder(
        wanted.hook().word(),
        wanted.epoch(),
        wanted.holder(),
        wanted.previous(),
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON),
        0,
        null);
  }

  /** It is started now. */
  HookOrder started(String newMark) {
    return new HookOrder(hook, epoch, holder, previous, reason, attempts + 1, newMark);
  }

  boolean is(Hook kind) {
    return hook.equals(kind.word());
  }

  /** True of what is about whether this server holds the records. */
  @JsonIgnore
  boolean isOfPart() {
    return is(Hook.ON_ACTIVE) || is(Hook.ON_STANDBY);
  }

  /** What is wrong with it where it was read from a file; empty if nothing is. */
  Optional<String> unsound() {
    boolean known =
        Arrays.stream(Hook.values())
            .anyMatch(kind -> kind != Hook.BEFORE_ACTIVE && hook.equals(kind.word()));
    if (!known) {
      return Optional.of("it names a hook that there is not");
    } else if (epoch < 0 || attempts < 0) {
      return Optional.of("it has a negative number");
    }
    boolean plain =
        isPlain(holder, LONGEST_NAME)
            && isPlain(previous, LONGEST_NAME)
            && isPlain(reason, LONGEST_REASON)
            && (mark == null || mark.matches("[0-9a-f-]{36}"));
    return plain ? Optional.empty() : Optional.of("it has a text that Clooster did not write");
  }

  private static boolean isPlain(String text, int longest) {
    return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
  }
}
