// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import io.clooster.config.StatePlace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state directories in which the daemon of a configuration may be found, the likeliest first.
 */
final class StatePlaces {
  /** Where the shipped systemd unit has the state kept. */
  static final Path PACKAGED = Path.of("/var/lib/clooster");

  private static final String UNIT = "the systemd unit's";

  private StatePlaces() {}

  /**
   * One of them.
   *
   * @param why why it is looked at
   * @param port where its daemon has to listen, to be the one that is meant; null for anywhere
   */
  record Place(Path directory, String why, @Nullable Integer port) {}

  /**
   * All of them.
   *
   * @param named {@code --state-dir}; null without it
   * @throws ConfigException when the configuration is needed, and can't be read
   */
  static List<Place> of(@Nullable Path named, ConfigOption config, Path packaged)
      throws ConfigException {
    if (named != null) {
      return List.of(new Place(named, "--state-dir", null));
    }
    // A link, by systemd, into a directory that only root may enter.
    boolean isPackaged = Files.exists(packaged, LinkOption.NOFOLLOW_LINKS);
    if (isPackaged && !config.isGiven() && Files.notExists(config.file())) {
      return List.of(new Place(packaged, UNIT, null));
    }
    StatePlace place = StatePlace.of(config.file(), System::getenv);
    List<Place> places = new ArrayList<>();
    places.add(new Place(place.directory(), why(place.origin()), null));
    if (isPackaged && place.origin() == StatePlace.Origin.BESIDE) {
      places.add(new Place(packaged, UNIT, place.operatePort()));
    }
    Path instance = instance(packaged, config.file());
    if (Files.exists(instance, LinkOption.NOFOLLOW_LINKS)
        && place.origin() == StatePlace.Origin.BESIDE) {
      places.add(new Place(instance, UNIT, place.operatePort()));
    }
    return places;
  }

  /** Where {@code clooster@NAME} has the state kept of the configuration {@code NAME.json}. */
  private static Path instance(Path packaged, Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    return packaged.resolveSibling(packaged.getFileName() + "-" + name);
  }

  /** What says that the state is there. */
  static String why(StatePlace.Origin origin) {
    return switch (origin) {
      case WRITTEN -> "by state_dir";
      case SYSTEMD -> "by STATE_DIRECTORY, as systemd sets it";
      case BESIDE -> "beside the configuration, without state_dir";
    };
  }
}
