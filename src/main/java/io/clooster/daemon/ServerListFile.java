// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.FailureText;
import io.clooster.failover.ServerList;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code server-lists.json} in the state directory: the last lists of servers that this one had, or
 * was linked with, by their version. A server that was just restarted with a new list so knows
 * whether the holder, which may have died meanwhile, had it on its own.
 */
final class ServerListFile extends WholeFile {
  /** Its name in the state directory. */
  static final String NAME = "server-lists.json";

  private static final int MOST_BYTES = 1024 * 1024;
  private static final int KEPT = 8;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /** By version, the one that was met last at the end; null until it was read. */
  private @Nullable Map<Long, List<String>> known;

  /** In this directory. */
  ServerListFile(Path stateDirectory) {
    super(stateDirectory.resolve(NAME), MOST_BYTES);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Content(@Nullable Map<Long, List<String>> lists) {}

  /** All but that of our own version. */
  synchronized List<ServerList> others(long ownVersion) {
    return known().entrySet().stream()
        .filter(each -> each.getKey() != ownVersion)
        .map(each -> new ServerList(each.getKey(), each.getValue()))
        .toList();
  }

  /** Keeps this one, too; where that fails, it is known until this process ends. */
  synchronized void keep(ServerList list) {
    Map<Long, List<String>> lists = known();
    List<String> before = lists.remove(list.version());
    lists.put(list.version(), list.names());
    if (list.names().equals(before)) {
      return;
    }
    // Not the lowest: numbers that were higher once, or another group's, would leave no room.
    while (lists.size() > KEPT) {
      lists.remove(lists.keySet().iterator().next());
    }
    try {
      write(JSON.writeValueAsBytes(new Content(lists)));
    } catch (IOException e) {
      LOG.warn(
          "file={} state=unwritten: after a restart, the list of servers of version {} is not"
              + " known: {}",
          this,
          list.version(),
          FailureText.of(e));
    }
  }

  private Map<Long, List<String>> known() {
    Map<Long, List<String>> lists = known;
    if (lists == null) {
      lists = new LinkedHashMap<>(onDisk());
      known = lists;
    }
    return lists;
  }

  private Map<Long, List<String>> onDisk() {
    try {
      Content content = JSON.readValue(read(), Content.class);
      Map<Long, List<String>> lists = content == null ? null : content.lists();
      return lists == null
              || lists.values().stream()
                  .anyMatch(names -> names == null || names.stream().anyMatch(Objects::isNull))
          ? illegible("it is not what Clooster writes there")
          : lists;
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (JacksonException e) {
      return illegible("it is not what Clooster writes there");
    } catch (IOException e) {
      return illegible(FailureText.of(e));
    }
  }

  private Map<Long, List<String>> illegible(String why) {
    LOG.warn("file={} state=illegible: earlier lists of servers are not known: {}", this, why);
    return Map.of();
  }
}
