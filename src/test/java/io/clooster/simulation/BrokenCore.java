// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.GroupFailover;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.GroupSettingsWith;
import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import io.clooster.failover.protocol1.PairFailover;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decisions that are wrong on purpose, each in one way, to see that the simulator notices. Each is
 * the real one behind something that alters its settings, its clock, what it hears or what it does.
 */
enum BrokenCore implements CoreFactory {
  /** Time that it stood still counts as time in which the others were silent. */
  BLAMES_OTHERS_FOR_ITS_OWN_PAUSE(
      OwnershipScheme.RECORD, 2, "a server that is there is not accused") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NoPauseDetectionCore(core);
    }
  },

  /** It believes to know everything although it stood still. */
  DOES_NOT_READ_AGAIN_AFTER_A_PAUSE(OwnershipScheme.RECORD, 2, "read again after a pause") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new StoppedClockCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.CRASH,
          SimulatedFault.Kind.POWER_CUT,
          SimulatedFault.Kind.FREEZE,
          SimulatedFault.Kind.API_SLOW);
    }
  },

  /** It measures time by the wall clock, which people set. */
  GOES_BY_THE_WALL_CLOCK(
      OwnershipScheme.RECORD,
      2,
      "in the end all is well",
      "a server that is there is not accused",
      "nobody fights") {
    @Override
    public Failover core(Setup setup, Machine machine, String run, RandomGenerator dice) {
      return new WallClockCore(
          machine,
          new GroupFailover(machine.settings(setup, run), new Moment(machine.wall()), dice));
    }
  },

  /** A few others that are always there make it a majority. */
  NEEDS_NO_MAJORITY(OwnershipScheme.RECORD, 3, "a minority writes nothing") {
    @Override
    public Failover core(Setup setup, Machine machine, String run, RandomGenerator dice) {
      GroupSettings settings = PhantomMajorityCore.join(machine.settings(setup, run));
      return new PhantomMajorityCore(
          new GroupFailover(settings, new Moment(machine.moment()), dice), settings);
    }
  },

  /** A suspicion is a death. */
  WAITS_FOR_NO_WINDOW(
      OwnershipScheme.RECORD, 2, "a suspicion lasts for the window before it counts") {
    @Override
    GroupSettings alter(GroupSettings right) {
      return with(right, Duration.ZERO, right.failbackDelay());
    }
  },

  /** A preferred server that shows itself gets the record at once. */
  HANDS_BACK_AT_ONCE(OwnershipScheme.RECORD, 2, "failback waits for steady presence") {
    @Override
    GroupSettings alter(GroupSettings right) {
      return with(right, right.confirm(), Duration.ZERO);
    }
  },

  /** What others see does not count. */
  IGNORES_A_VETO(OwnershipScheme.RECORD, 3, "a server that another one sees is alive") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NoVetoCore(core);
    }
  },

  /** A failed call is not tried again. */
  ACTS_ONCE_ONLY(OwnershipScheme.ORIGINAL, 2, "in the end all is well") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NoRetryCore(core);
    }
  },

  /** An answer to an earlier question counts for the last one. */
  TAKES_LATE_ANSWERS_FOR_NEW_ONES(
      OwnershipScheme.ORIGINAL, 2, "only the answer to the last question counts") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new AnyAnswerCore(core);
    }
  },

  /** What is not delivered when the process ends is gone. */
  LOSES_MESSAGES_AT_A_RESTART(OwnershipScheme.ORIGINAL, 2, "no message is lost") {
    @Override
    public Failover core(Setup setup, Machine machine, String run, RandomGenerator dice) {
      machine.outbox().letters().clear();
      return CoreFactory.REAL.core(setup, machine, run, dice);
    }
  },

  /** A closed connection is a death, whether connecting again works or not. */
  TAKES_A_CLOSED_CONNECTION_FOR_A_DEATH(
      OwnershipScheme.ORIGINAL, 2, "a server that is there is not accused") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ClosedIsRefusedCore(core, Setup.name(1 - machine.index()));
    }
  },

  /** A server with a wrong key is a dead server. */
  TAKES_A_WRONG_KEY_FOR_A_DEATH(
      OwnershipScheme.RECORD, 2, "a server that is there is not accused") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new WrongKeyIsDeathCore(core);
    }
  },

  /** It puts right what another one wrote, again and again. */
  FIGHTS_FOR_THE_RECORD(
      OwnershipScheme.ORIGINAL,
      2,
      "nobody fights",
      "never from a server that it sees",
      "a server that is there is not accused") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new TakesRecordBackCore(core, machine.name());
    }
  },

  /** It does what is right, and tells nobody. */
  KEEPS_DEATHS_TO_ITSELF(
      OwnershipScheme.RECORD, 3, "each death that moved the record is told", "each death is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SilentAboutDeathsCore(core);
    }
  },

  /** It could not take over, and nobody hears of it. */
  TELLS_NOBODY_THAT_IT_IS_UNHEALTHY(
      OwnershipScheme.CLAIM, 2, "a standby that could not take over is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SilentAboutHealthCore(core);
    }
  },

  /** It tells of one death that the record moved, and that it did not. */
  CONTRADICTS_ITSELF(OwnershipScheme.CLAIM, 2, "one story of each death") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ContradictoryCore(core);
    }
  },

  /** It tells a death once more that another server has told. */
  TELLS_WHAT_ANOTHER_ONE_TOLD(
      OwnershipScheme.CLAIM, 3, "a death is told once where that can be known") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new IgnoresDeliveredDeathsCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.CRASH, SimulatedFault.Kind.POWER_CUT, SimulatedFault.Kind.STOP);
    }
  },

  /** It tells no death that moves nothing. */
  TELLS_ONLY_WHAT_MOVES(OwnershipScheme.CLAIM, 3, "each death is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new MovesOnlyCore(core);
    }
  },

  /** It goes on as if its own checks had never failed. */
  IS_NEVER_UNHEALTHY(
      OwnershipScheme.RECORD,
      2,
      "in the end all is well",
      "a server that is unhealthy takes nothing") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new DeafCore(core, Event.OwnHealth.class);
    }
  },

  /** It goes on as if no operator had ever drained it. */
  IS_NEVER_DRAINED(
      OwnershipScheme.CLAIM,
      2,
      "in the end all is well",
      "a server that is drained takes nothing") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.DRAIN, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new DeafCore(core, Event.Drain.class);
    }
  },

  /** The record goes back from the server that an operator has chosen. */
  FORGETS_WHOM_AN_OPERATOR_CHOSE(
      OwnershipScheme.CLAIM, 2, "the record stays where an operator wants it") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.SWITCH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ForgetsPinCore(core);
    }
  },

  /** It moves the record though an operator of another server wants nothing to be moved. */
  FORGETS_THE_HOLD(OwnershipScheme.CLAIM, 2, "nothing is moved while an operator holds the group") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.HOLD, SimulatedFault.Kind.RELEASE, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ForgetsHoldCore(core);
    }
  },

  /** An operator's word counts for more than that of the server that it is about. */
  HANDS_THE_RECORD_TO_THE_UNFIT(
      OwnershipScheme.CLAIM,
      3,
      "never towards a server that is not fit",
      "in the end all is well") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.SWITCH, SimulatedFault.Kind.DRAIN);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new AllAreEligibleCore(core);
    }
  },

  /** An operator has the record handed to a server whose link is gone. */
  SWITCHES_TO_THE_DEAD(OwnershipScheme.CLAIM, 3, "never towards a server that it does not see") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.SWITCH, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new DeafCore(core, Event.LinkClosed.class);
    }
  },

  /** It acts, though it is only to say what it would do. */
  ACTS_THOUGH_IT_OBSERVES(OwnershipScheme.CLAIM, 2, "a server that observes writes nothing") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.OBSERVE, SimulatedFault.Kind.CRASH);
    }

    @Override
    GroupSettings alter(GroupSettings right) {
      return GroupSettingsWith.same(right).observing(false).settings();
    }
  },

  /** A server that observes counts with it as one that would take the record. */
  COUNTS_ON_OBSERVERS(
      OwnershipScheme.CLAIM,
      3,
      "never towards a server that is not fit",
      "in the end all is well",
      "a dead holder is replaced in time") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.OBSERVE, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new AllAreEligibleCore(core);
    }
  },

  /** That a server goes as it had said is a failure to it, as any other. */
  COUNTS_PLANNED_STOPS(OwnershipScheme.CLAIM, 2, "a planned stop is no failure") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.STOP, SimulatedFault.Kind.DRAIN);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new HearsNoFarewellCore(core);
    }
  },

  /** It takes the record though another server in sight does not list it yet. */
  TAKES_THOUGH_UNLISTED(
      OwnershipScheme.CLAIM, 3, "a server that one in sight does not list gets no record") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.NEW_LIST, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new IgnoresListsCore(core);
    }
  },

  /** It takes from a holder that does not miss it, as that one's list lacks it. */
  TAKES_UNWITNESSED(OwnershipScheme.CLAIM, 3, "nobody takes from a holder that does not miss it") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.NEW_LIST, SimulatedFault.Kind.CRASH, SimulatedFault.Kind.UNHEALTHY);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new OtherClaimCore(core, claim -> ofList(claim, machine.version()));
    }
  },

  /** A claim of a server that its list lacks is none to it. */
  KNOWS_NO_FOREIGN_CLAIM(
      OwnershipScheme.CLAIM, 3, "nothing is taken from a server that the list lacks") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.NEW_LIST, SimulatedFault.Kind.CRASH, SimulatedFault.Kind.CLAIM_EDIT);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new OtherClaimCore(
          core, claim -> setup.has(machine.version(), setup.index(claim.holder())) ? claim : null);
    }
  },

  /** That before_active failed is a lost race to it, after which it looks and tries again. */
  IS_NEVER_UNPREPARED(
      OwnershipScheme.CLAIM,
      2,
      "a server whose before_active failed leaves the records to others") {
    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.BEFORE_ACTIVE_FAILS, SimulatedFault.Kind.CRASH);
    }

    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NeverUnpreparedCore(core);
    }
  },

  /** It writes whether or not what it read still stands there. */
  KNOWS_NO_FENCE(OwnershipScheme.CLAIM, 2, "one epoch, one holder") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NoFencingCore(core);
    }
  },

  /** What its own late write overwrote is somebody's edit to it, and stays so. */
  TRUSTS_A_FENCE_THAT_IS_NOT_THERE(OwnershipScheme.WITNESS, 2, "in the end all is well") {
    @Override
    GroupSettings alter(GroupSettings right) {
      return GroupSettingsWith.same(right).fenced(true).settings();
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.CUT, SimulatedFault.Kind.API_SLOW, SimulatedFault.Kind.API_LATE);
    }
  },

  /** It wakes up as the holder that it was. */
  HOLDS_THE_CLAIM_AFTER_A_PAUSE(OwnershipScheme.CLAIM, 2, "read again after a pause") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new StoppedClockCore(core);
    }
  },

  /** A claim that it held once is its own for ever. */
  DOES_NOT_SEE_THAT_IT_LOST_THE_CLAIM(
      OwnershipScheme.CLAIM, 2, "who reads that another one is the holder is not") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new NeverLosesClaimCore(core, machine.name());
    }
  },

  /** It renews its claim when the window is over. */
  RENEWS_TOO_LATE(OwnershipScheme.CLAIM, 2, "a cut link moves nothing") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new LateRenewalCore(core, machine.name());
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.CUT,
          SimulatedFault.Kind.CUT_ONE_WAY,
          SimulatedFault.Kind.REJECT,
          SimulatedFault.Kind.RESET);
    }
  },

  /** It looks at the record with each keep-alive. */
  CALLS_THE_API_ALL_THE_TIME(OwnershipScheme.CLAIM, 2, "the API is called rarely") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ConstantReadsCore(core);
    }
  },

  /** It gives a holder that is gone for good a quarter of an hour to come back. */
  WAITS_FOR_THE_DEAD(OwnershipScheme.CLAIM, 3, "a dead holder is replaced in time") {
    @Override
    GroupSettings alter(GroupSettings right) {
      return with(right, Duration.ofMinutes(15), right.failbackDelay());
    }
  },

  /** Who answers on a dead server's port is the server to it. */
  TAKES_A_STRANGER_FOR_THE_SERVER(OwnershipScheme.CLAIM, 2, "a dead holder is replaced in time") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new StrangerIsServerCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.CRASH,
          SimulatedFault.Kind.POWER_CUT,
          SimulatedFault.Kind.STRANGER_ANSWERS,
          SimulatedFault.Kind.STRANGER_CALLS);
    }
  },

  /** It waits for the silence of a server on whose port a stranger answers. */
  IS_HELD_UP_BY_A_STRANGER(OwnershipScheme.CLAIM, 2, "a dead holder is replaced in time") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SilenceOnlyCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.CRASH, SimulatedFault.Kind.STRANGER_ANSWERS);
    }
  },

  /** Who calls in a server's name speaks for it. */
  TAKES_THE_WORD_OF_A_STRANGER(OwnershipScheme.CLAIM, 2, "a server that is there is not accused") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new StrangersLeaveCore(core);
    }
  },

  /** It passes on what strangers say. */
  TELLS_WHAT_STRANGERS_SAY(OwnershipScheme.CLAIM, 2, "strangers cause no message") {
    @Override
    public Failover core(Setup setup, Machine machine, String run, RandomGenerator dice) {
      return new StrangersNotifyCore(CoreFactory.REAL.core(setup, machine, run, dice), run);
    }
  },

  /** It does not say that a link stays away. */
  TELLS_NO_MISSING_LINK(OwnershipScheme.CLAIM, 2, "a link that stays away is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SilentAboutMissingLinkCore(core);
    }
  },

  /** What an earlier run did not come to tell is nothing to it. */
  FORGETS_WHAT_IT_WAS_ABOUT_TO_TELL(
      OwnershipScheme.CLAIM, 2, "each death that moved the record is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new DeafCore(core, Event.Intended.class);
    }
  },

  /** What no list shows is not there. */
  KNOWS_ONLY_WHAT_IS_LISTED(OwnershipScheme.CLAIM, 2, "a claim that is not shown is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ListedClaimsOnlyCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.API_UNLISTED, SimulatedFault.Kind.CUT, SimulatedFault.Kind.CRASH);
    }
  },

  /** One renewal is a reason for the next. */
  RENEWS_WITHOUT_END(OwnershipScheme.CLAIM, 2, "nobody writes epoch after epoch") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new EndlessRenewalCore(core, machine.name());
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.CUT, SimulatedFault.Kind.CRASH);
    }
  },

  /** What the provider refuses is a failure. */
  TAKES_A_LOST_RACE_FOR_A_FAILURE(OwnershipScheme.CLAIM, 2, "a lost race is no failure") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new LostRaceIsFailureCore(core);
    }
  },

  /** What the provider bears is nothing to it. */
  FORGETS_THE_BUDGET(
      OwnershipScheme.CLAIM, 2, "a day's changes stay within the provider's budget") {
    @Override
    GroupSettings alter(GroupSettings right) {
      return GroupSettingsWith.same(right).renewMost(Timing.RENEW_MAX).settings();
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.CUT, SimulatedFault.Kind.CRASH);
    }

    @Override
    int budget() {
      return 300;
    }
  },

  /** It waits a minute for a renewal that was promised for later. */
  BELIEVES_NO_LONG_PROMISE(OwnershipScheme.CLAIM, 2, "a cut link moves nothing") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new ImpatientCore(core, machine.name());
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(SimulatedFault.Kind.CUT, SimulatedFault.Kind.CRASH);
    }

    @Override
    int budget() {
      return 300;
    }
  },

  /** Who was kept from the API gets all the time. */
  BELIEVES_NO_PROMISE(OwnershipScheme.CLAIM, 2, "a dead holder is replaced in time") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new OtherClaimCore(core, BrokenCore::unpromising);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.API_OUTAGE, SimulatedFault.Kind.CRASH, SimulatedFault.Kind.POWER_CUT);
    }
  },

  /** It promises to try again at once, and does not. */
  BREAKS_ITS_PROMISE(OwnershipScheme.CLAIM, 2, "a cut link moves nothing") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SlowRetryCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.API_OUTAGE, SimulatedFault.Kind.CUT, SimulatedFault.Kind.PARTITION);
    }
  },

  /** That the provider does not show the claim is nobody's business. */
  KEEPS_A_HIDDEN_CLAIM_TO_ITSELF(OwnershipScheme.CLAIM, 2, "a claim that is not shown is told") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new SilentAboutHiddenClaimCore(core);
    }

    @Override
    Set<SimulatedFault.Kind> faults() {
      return EnumSet.of(
          SimulatedFault.Kind.API_UNLISTED, SimulatedFault.Kind.CUT, SimulatedFault.Kind.CRASH);
    }
  },

  /** After three attempts to connect it gives up. */
  GIVES_UP_CONNECTING(OwnershipScheme.ORIGINAL, 2, "in the end all is well") {
    @Override
    Failover alter(Failover core, Setup setup, Machine machine) {
      return new GivesUpConnectingCore(core);
    }
  };

  private final OwnershipScheme scheme;
  private final int servers;
  private final String rules;

  BrokenCore(OwnershipScheme scheme, int servers, String... rules) {
    this.scheme = scheme;
    this.servers = servers;
    this.rules = String.join(";", rules);
  }

  OwnershipScheme scheme() {
    return scheme;
  }

  int servers() {
    return servers;
  }

  /** The faults that bring it out: all, where it needs no rare coincidence. */
  Set<SimulatedFault.Kind> faults() {
    return SimulatedFault.Kind.faults();
  }

  /** So many changes a day the provider bears; 0 for any number. */
  int budget() {
    return 0;
  }

  /** The rules that it breaks. */
  Set<String> rules() {
    return Set.of(rules.split(";"));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public Failover core(Setup setup, Machine machine, String run, RandomGenerator dice) {
    Moment start = new Moment(machine.moment());
    Failover right =
        setup.protocol() == 1
            ? new PairFailover(setup.pair(machine.index(), run), start, dice)
            : new GroupFailover(alter(machine.settings(setup, run)), start, dice);
    return alter(right, setup, machine);
  }

  GroupSettings alter(GroupSettings right) {
    return right;
  }

  Failover alter(Failover core, Setup setup, Machine machine) {
    return core;
  }

  private static GroupSettings with(GroupSettings right, Duration confirm, Duration failbackDelay) {
    return GroupSettingsWith.same(right).confirm(confirm).failbackDelay(failbackDelay).settings();
  }

  private static Claim unpromising(Claim claim) {
    return new Claim(claim.epoch(), claim.holder(), claim.renew());
  }

  private static Claim ofList(Claim claim, long version) {
    return new Claim(
        claim.epoch(),
        claim.holder(),
        claim.renew(),
        claim.retry(),
        claim.pinned(),
        claim.hold(),
        version);
  }
}
