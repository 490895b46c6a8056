// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings that differ from others in what is said: {@code same(right).confirm(ZERO).settings()}.
 * The only place in the tests that knows all of them, so that a new one changes nothing else.
 */
public final class GroupSettingsWith {
  private static final RecordComponent[] COMPONENTS = GroupSettings.class.getRecordComponents();

  private static final GroupSettings USUAL =
      new GroupSettings(
          "run-1",
          "a",
          List.of(),
          "www.test",
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          true,
          Duration.ofSeconds(60),
          false,
          true,
          false,
          Timing.RENEW_MAX,
          Set.of(),
          false,
          1,
          List.of());

  private final Map<String, Object> values = new LinkedHashMap<>();

  private GroupSettingsWith(GroupSettings right) {
    for (RecordComponent component : COMPONENTS) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(right));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  /** All as it is there. */
  public static GroupSettingsWith same(GroupSettings right) {
    return new GroupSettingsWith(right);
  }

  /** The usual times, failback, no claim. */
  public static GroupSettingsWith usual(String thisServer, List<GroupSettings.Server> servers) {
    return same(USUAL).but("thisServer", thisServer).servers(servers);
  }

  public GroupSettingsWith run(String run) {
    return but("run", run);
  }

  public GroupSettingsWith servers(List<GroupSettings.Server> servers) {
    return but("servers", servers);
  }

  public GroupSettingsWith record(String record) {
    return but("record", record);
  }

  public GroupSettingsWith keepAlive(Duration keepAlive) {
    return but("keepAlive", keepAlive);
  }

  public GroupSettingsWith silence(Duration silence) {
    return but("silence", silence);
  }

  public GroupSettingsWith confirm(Duration confirm) {
    return but("confirm", confirm);
  }

  public GroupSettingsWith reconnectMax(Duration pause) {
    return but("reconnectMax", pause);
  }

  public GroupSettingsWith failback(boolean failback) {
    return but("failback", failback);
  }

  public GroupSettingsWith failbackDelay(Duration delay) {
    return but("failbackDelay", delay);
  }

  public GroupSettingsWith claim(boolean claim) {
    return but("claim", claim);
  }

  public GroupSettingsWith fenced(boolean fenced) {
    return but("fenced", fenced);
  }

  public GroupSettingsWith restore(boolean restore) {
    return but("restore", restore);
  }

  public GroupSettingsWith renewMost(Duration most) {
    return but("renewMost", most);
  }

  public GroupSettingsWith hooks(Set<Hook> hooks) {
    return but("hooks", hooks);
  }

  /** The list is of this version, and these are known from before. */
  public GroupSettingsWith version(long version, ServerList... others) {
    return but("serversVersion", version).but("otherLists", List.of(others));
  }

  public GroupSettingsWith observing(boolean observing) {
    return but("observing", observing);
  }

  private GroupSettingsWith but(String component, Object value) {
    values.put(component, value);
    return this;
  }

  public GroupSettings settings() {
    Class<?>[] types =
        Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return GroupSettings.class.getConstructor(types).newInstance(values.values().toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
