// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.GroupSettings;
import io.clooster.failover.Report;
import io.clooster.failover.ServerList;
import io.clooster.failover.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant by whom to be of the group, while its list of servers is being changed, one server
 * after the other. Three rules keep a server from taking the records too early, or too late:
 *
 * <ul>
 *   <li>A server that somebody in sight does not list takes nothing: when it died in turn, that one
 *       would not notice.
 *   <li>Who is not on the list under which the claim was written takes nothing: its holder does not
 *       miss it, and renews nothing for it.
 *   <li>Who was taken off a newer list takes nothing: nobody would notice its death.
 * </ul>
 */
public final class ServerLists {
  private final GroupSettings settings;

  /** The lists that are not ours, by their version. */
  private final Map<Long, ServerList> others = new HashMap<>();

  /** The versions that the servers of our list had when we were linked: each had us on its list. */
  private final Map<String, Long> versions = new HashMap<>();

  /** The last words of lost servers that count no more. */
  private final Map<String, Report> over = new HashMap<>();

  /** Servers that have a newer list, without us. */
  private final Set<String> takenOffBy = new HashSet<>();

  /** Whether any server was ever seen to have another list: most often none was. */
  private boolean differ;

  /** The version under which the claim was written, 0 while we know of none; set by each look. */
  private long claimed;

  /** Whom it names; null for nobody. */
  private @Nullable String holder;

  /** Knows what the settings know. */
  public ServerLists(GroupSettings settings) {
    this.settings = settings;
    settings.otherLists().forEach(list -> others.put(list.version(), list));
  }

  /** A linked server has this list; null for ours. */
  void linked(String server, @Nullable ServerList list) {
    takenOffBy.remove(server);
    if (list == null) {
      versions.put(server, settings.serversVersion());
    } else {
      versions.put(server, list.version());
      others.put(list.version(), list);
      differ = true;
    }
  }

  /** This server has a newer list, without us. */
  void takenOff(String by) {
    takenOffBy.add(by);
    differ = true;
  }

  /** True where some server has a newer list, without us. */
  boolean isTakenOff() {
    return !takenOffBy.isEmpty();
  }

  /** The version of the list that this server has, as far as we know. */
  public long versionOf(String server) {
    return versions.getOrDefault(server, settings.serversVersion());
  }

  void reported(Report report) {
    differ |= !report.unlisted().isEmpty();
  }

  /**
   * The claim that stands there names {@code by}, and was written under this version; 0 for none.
   */
  public void claimed(long version, @Nullable String by) {
    claimed = version;
    holder = by;
  }

  /** True where the holder misses us, too, when we miss it. */
  boolean isWitnessed() {
    if (claimed == 0 || claimed == settings.serversVersion()) {
      return true;
    }
    ServerList list = others.get(claimed);
    return holderHasNewerListThanItsClaim() || (list != null && list.has(settings.thisServer()));
  }

  /** It died before it wrote its claim anew: the list that it had when we were linked counts. */
  private boolean holderHasNewerListThanItsClaim() {
    return holder != null && versions.getOrDefault(holder, 0L) > claimed;
  }

  /** Those of our list that a linked server does not list, or one that has a list without us. */
  Set<String> unlisted(List<Peer> members) {
    if (!differ) {
      return Set.of();
    }
    Set<String> unlisted = new HashSet<>();
    if (isTakenOff()) {
      unlisted.add(settings.thisServer());
    }
    for (Peer member : members) {
      ServerList list = member.linked() == null ? null : member.list();
      for (GroupSettings.Server server : settings.servers()) {
        if (list != null && !list.has(server.name())) {
          unlisted.add(server.name());
        }
      }
    }
    return unlisted;
  }

  /** True where each server that we see, or were told of, lists {@code server}. */
  boolean isListedByAll(String server, List<Peer> members) {
    if (!differ) {
      return true;
    } else if (settings.isUs(server) && isTakenOff()) {
      return false;
    }
    for (Peer member : members) {
      ServerList list = member.linked() == null ? null : member.list();
      Report word = member.lastReport();
      boolean told = word != null && word.unlisted().contains(server) && !isOver(member, word);
      if (told || (list != null && !list.has(server))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Looks at what servers told before they were lost: it counts until we were linked with all that
   * they saw, and so know their lists ourselves.
   */
  void look(List<Peer> members) {
    if (!differ) {
      return;
    }
    for (Peer member : members) {
      Report word = member.lastReport();
      if (word != null && member.linked() == null && isSeenInPlaceOf(word, members)) {
        over.put(member.name(), word);
      }
    }
  }

  /** What is known of them now. */
  Status.Lists status(List<Peer> members) {
    Map<String, Long> differing = new HashMap<>();
    Set<String> unlisted = new HashSet<>();
    for (Peer member : members) {
      if (member.linked() != null && versionOf(member.name()) != settings.serversVersion()) {
        differing.put(member.name(), versionOf(member.name()));
      }
    }
    for (GroupSettings.Server server : settings.servers()) {
      if (!isListedByAll(server.name(), members)) {
        unlisted.add(server.name());
      }
    }
    return new Status.Lists(settings.serversVersion(), differing, unlisted, isTakenOff());
  }

  private boolean isOver(Peer member, Report word) {
    return member.linked() == null && word.equals(over.get(member.name()));
  }

  private boolean isSeenInPlaceOf(Report word, List<Peer> members) {
    for (String seen : word.sees()) {
      boolean linked = settings.isUs(seen);
      for (Peer member : members) {
        linked |= member.name().equals(seen) && member.linked() != null;
      }
      if (!linked) {
        return false;
      }
    }
    return true;
  }
}
