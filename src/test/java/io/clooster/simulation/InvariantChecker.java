// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds every step of a run against the rules. */
final class InvariantChecker {
  /** How often the record may change for each thing that goes wrong or is mended. */
  private static final long CHANGES = 3;

  /** So soon after its write a server has seen that it took effect, or taken its next look. */
  private static final long SEEN_WITHIN = 75 * Clock.SECOND;

  private static final Set<SimulatedFault.Kind> STOPS =
      EnumSet.of(
          SimulatedFault.Kind.CRASH,
          SimulatedFault.Kind.POWER_CUT,
          SimulatedFault.Kind.STOP,
          SimulatedFault.Kind.WRONG_KEY,
          SimulatedFault.Kind.OTHER_LISTS,
          SimulatedFault.Kind.NEW_LIST);

  private static final Set<SimulatedFault.Kind> RESTLESS =
      EnumSet.of(SimulatedFault.Kind.JITTER, SimulatedFault.Kind.LOSS, SimulatedFault.Kind.SLOW);

  private static final Set<SimulatedFault.Kind> OUTAGES =
      EnumSet.of(SimulatedFault.Kind.API_OUTAGE, SimulatedFault.Kind.API_CUT_OFF);

  private static final long NEVER = Long.MIN_VALUE / 2;

  /** A takeover, which is to be told; {@code from} are those that it may have been from. */
  record Takeover(String run, String server, Set<String> from, long at) {}

  /** Something that the administrator was told. */
  record Told(String id, String kind, String title, String text, long at) {

    boolean saysEdited(String value) {
      return text.contains("'" + value + "' instead of");
    }

    boolean saysChanged(String value) {
      return text.contains("changed to '" + value + "'");
    }

    boolean names(String server) {
      return title.contains("'" + server + "'");
    }
  }

  private final Simulation simulation;
  private final WriteRules rules;
  private final CallRate rate;
  private final WriteBudget budget;
  private final HookRules hooks = new HookRules();
  private final SwitchRules switches = new SwitchRules();
  private final HoldRules holds;
  private final MessageRules messages;
  private final DeathRules deaths = new DeathRules();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final List<Ambush> ambushes = new ArrayList<>();
  private final List<Takeover> takeovers = new ArrayList<>();
  private final Map<String, Set<String>> holders = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<SimulatedMessage> letters = new ArrayList<>();
  private final Map<Machine, Long> claimsMade = new HashMap<>();
  private int worldChanges;
  private long lastWorldChange;
  private long lastChangeBesidesTheApi;
  private int changes;
  private int writes;
  private long lastChange;
  private boolean byHand;
  private boolean edited;
  private long claimEditedAt = NEVER;
  private long claimGoneSince = NEVER;
  private long holderSince;
  private long lastEdit = NEVER;

  InvariantChecker(Simulation simulation) {
    this.simulation = simulation;
    this.rules = new WriteRules(simulation);
    this.rate = new CallRate(simulation);
    this.budget = new WriteBudget(simulation);
    this.holds = new HoldRules(simulation.clock);
    this.messages = new MessageRules(simulation);
  }

  /** A fault begins or ends. */
  void worldChanges(SimulatedFault fault) {
    messages.worldChanges(fault);
    worldChanges++;
    lastWorldChange = simulation.clock.now();
    if (!OUTAGES.contains(fault.kind())) {
      lastChangeBesidesTheApi = lastWorldChange;
    }
    rate.worldChanges();
  }

  long lastWorldChange() {
    return lastWorldChange;
  }

  /** The same, besides outages of the API. */
  long lastChangeBesidesTheApi() {
    return lastChangeBesidesTheApi;
  }

  /** The decision wants something, because of an event. */
  void wanted(SimulatedDaemon daemon, Event event, Action action) {
    if (action instanceof Action.ReadRecord || action instanceof Action.WriteRecord) {
      rate.calls(daemon);
    }
    if (action instanceof Action.WriteRecord write) {
      writes++;
      rate.writes(daemon);
      rules.check(daemon, event, write);
      holds.check(daemon, write);
      noteHolders(daemon, write);
    } else if (action instanceof Action.SendReport sent) {
      holds.says(daemon, sent.report());
      if (simulation.setup.claims().used()) {
        rules.claims().says(daemon, sent.report());
      }
    } else if (action instanceof Action.Log line && line.kind().equals("peer-down")) {
      rules.mayHoldForDead(daemon, String.valueOf(line.values().byName().get("peer")));
    } else if (action instanceof Action.Log line && line.kind().equals("record-failing")) {
      rules.mayHoldForFailing(daemon, line.values().byName().get("reason"));
    }
  }

  /** The machine of this name; null where it is none's. */
  private @Nullable Machine machine(String server) {
    int index = simulation.setup.index(server);
    return index < 0 ? null : simulation.machines.get(index);
  }

  /** When a list last showed what stood there before, which nobody can tell from an edit. */
  private long lastLag() {
    boolean lags = simulation.plan.kinds().contains(SimulatedFault.Kind.API_LISTS_LAG);
    return lags ? simulation.troubles.lists().last(simulation.clock.now()) : Long.MIN_VALUE;
  }

  /** A message is on the disk of a server: from now on it must not get lost. */
  void wrote(SimulatedMessage letter) {
    if (!written.add(letter.id())) {
      throw new Violation("no message is told twice", letter.run() + " repeats " + letter.id());
    }
    letters.add(letter);
    long edited = Math.max(lastEdit, lastLag());
    deaths.told(letter, machine(letter.subject()), edited, simulation.clock.now());
    simulation.obituaries.wrote(letter);
    told.add(
        new Told(
            letter.id(), letter.kind(), letter.title(), letter.text(), simulation.clock.now()));
  }

  List<SimulatedMessage> letters() {
    return letters;
  }

  /** A message is about to be written. */
  void tells(SimulatedDaemon daemon, Action.Notify message) {
    if (!ids.add(message.id())) {
      throw new Violation("each message has its own id", daemon.run() + " repeats " + message.id());
    }
    messages.told(daemon, message);
  }

  /** A write arrives: true when it takes effect. */
  boolean lands(SimulatedDaemon daemon, Action.WriteRecord write) {
    SimulatedZone zone = simulation.api.zone();
    String before = zone.record();
    Claim claimBefore = zone.claim();
    if (simulation.setup.claims().overwrites()) {
      zone.overwrite(write);
    } else if (!zone.change(write)) {
      return false;
    }
    simulation.chronicle.lands(daemon.machine(), write);
    claimsMade.put(daemon.machine(), simulation.clock.now());
    Claim claim = zone.claim();
    if (claim != null && (claimBefore == null || !claimBefore.holder().equals(claim.holder()))) {
      holderSince = simulation.clock.now();
    }
    if (!before.equals(zone.record())) {
      changes(daemon, write, before);
    }
    boolean together = claimBefore != null && before.equals(claimBefore.holder());
    rules.claims().landed(daemon, write, together);
    return true;
  }

  private void changes(SimulatedDaemon daemon, Action.WriteRecord write, String before) {
    changes++;
    lastChange = simulation.clock.now();
    byHand = false;
    deaths.changed(daemon.machine().name(), lastChange);
    if (changes > CHANGES * (worldChanges + 2) + restless()) {
      throw new Violation(
          "nobody fights",
          changes + " changes of the record, and only " + worldChanges + " of the world");
    }
    noteTakeover(daemon, write, before);
    ambushes.removeIf(ambush -> ambush.strikes(daemon.machine()));
  }

  /** Does this once, when this server changes the record next. */
  void afterAChangeBy(Machine machine, Runnable what) {
    ambushes.add(new Ambush(machine, what));
  }

  private record Ambush(Machine whose, Runnable what) {
    boolean strikes(Machine machine) {
      if (machine != whose) {
        return false;
      }
      what.run();
      return true;
    }
  }

  /** While packets are later than the silence that counts, each one may end or mend something. */
  long restless() {
    return simulation.plan.faults().stream()
        .filter(fault -> RESTLESS.contains(fault.kind()))
        .mapToLong(fault -> fault.lasts() / 2_000)
        .sum();
  }

  /**
   * Its reports lag behind what it knows, so whom it means to take from may show a beat later. From
   * one that holds the record by a claim that it does not believe it takes nothing: it keeps its
   * own.
   */
  private void noteHolders(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim claim = ClaimRules.believed(daemon, write.snapshot().claim());
    if (claim != null) {
      holders.put(daemon.run() + ' ' + write.number(), Set.of(claim.holder()));
      return;
    }
    Set<String> from = new HashSet<>(daemon.view().holders());
    String peer = Setup.name(1 - Math.min(1, daemon.machine().index()));
    if (simulation.setup.protocol() == 1 && !daemon.view().sees(peer)) {
      from.add(peer);
    }
    holders.put(daemon.run() + ' ' + write.number(), from);
    if (!from.contains(daemon.machine().name())) {
      simulation.clock.after(2 * SimulatedDaemon.BEAT, () -> from.addAll(daemon.view().holders()));
    }
  }

  private void noteTakeover(SimulatedDaemon daemon, Action.WriteRecord write, String before) {
    String own = daemon.machine().name();
    Set<String> from = holders.getOrDefault(daemon.run() + ' ' + write.number(), Set.of());
    boolean ofAServer = simulation.setup.index(before) >= 0 && !from.isEmpty();
    Claim counts = simulation.api.zone().claim();
    boolean wanted = !daemon.view().hasYielded() && (counts == null || counts.holder().equals(own));
    if (write.value().equals(own) && !from.contains(own) && ofAServer && wanted) {
      takeovers.add(new Takeover(daemon.run(), own, from, simulation.clock.now()));
    }
  }

  /** Somebody edits the record; what was there for a moment only, nobody may have seen. */
  void edits(String value) {
    lastEdit = simulation.clock.now();
    byHand = !value.equals(simulation.api.zone().record()) || byHand;
    edited = true;
    long now = simulation.clock.now();
    takeovers.removeIf(takeover -> now - takeover.at() < SEEN_WITHIN);
  }

  /** Somebody edits the claim. */
  void editsClaim() {
    boolean stood = ClaimRules.credible(simulation.api.zone().claim()) != null;
    claimEditedAt = simulation.clock.now();
    claimGoneSince = stood ? claimEditedAt : claimGoneSince;
    lastEdit = claimEditedAt;
    edited = true;
    takeovers.removeIf(takeover -> claimEditedAt - takeover.at() < SEEN_WITHIN);
  }

  /** True when nobody changed the record, or edited anything, since. */
  boolean isLast(Takeover takeover) {
    return takeover.at() == lastChange && takeover.at() > lastEdit;
  }

  /** True when somebody edited the record or its claim. */
  boolean wasEdited() {
    return edited;
  }

  boolean claimWasEdited() {
    return claimEditedAt != NEVER;
  }

  /** When somebody edited the claim that stood there last: since when none does, if none does. */
  long claimGoneSince() {
    return claimGoneSince;
  }

  /** When a write of this server took effect last. */
  long lastClaimBy(Machine machine) {
    return claimsMade.getOrDefault(machine, NEVER);
  }

  long lastClaimEdit() {
    return claimEditedAt;
  }

  /** Since when the claim names the server that it does, as far as that was not edited. */
  long holderSince() {
    return holderSince;
  }

  /** True when a process ends in this run, for whatever reason. */
  boolean hasStoppedAServer() {
    return simulation.plan.faults().stream().anyMatch(fault -> STOPS.contains(fault.kind()));
  }

  WriteBudget budget() {
    return budget;
  }

  SwitchRules switches() {
    return switches;
  }

  HoldRules holds() {
    return holds;
  }

  HookRules hooks() {
    return hooks;
  }

  CallRate rate() {
    return rate;
  }

  /** The longest time within which a server said that it would be back. */
  long longestAnnouncement() {
    long restart = simulation.setup.change() == null ? 0 : ListRollout.BACK_WITHIN.toNanos();
    long stop =
        simulation.plan.faults().stream()
            .filter(fault -> fault.kind() == SimulatedFault.Kind.STOP && fault.amount() >= 500)
            .mapToLong(fault -> fault.amount() * 60L * Clock.MILLI)
            .max()
            .orElse(0);
    return Math.max(restart, stop);
  }

  List<Takeover> takeovers() {
    return takeovers;
  }

  List<Told> told() {
    return told;
  }

  /** True when what the record holds was put there by hand. */
  boolean isByHand() {
    return byHand;
  }

  int changes() {
    return changes;
  }

  int writes() {
    return writes;
  }

  long lastChange() {
    return lastChange;
  }
}
