/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The claim as a model in Promela, for the model checker Spin (https://spinroot.com): what docs/claim.md says of
 * the transaction, the witness, a holder that stood still and a claim that was deleted, at a provider whose write
 * is conditional, and deletes a claim by its id. Spin looks at every order in which things can happen.
 * docs/claim.md#the-model says what it demands, what it leaves out, and how to run it.
 *
 *   spin -a -DN=2 -DFAULTS=2 docs/claim.pml && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m100000
 *
 * Time is counted in ticks. A tick is as long as a call to the provider may take, or as one end of a lost link may
 * notice that later than the other. It passes when nobody has anything left that is due by then: who runs and is
 * reached by the provider is never late. Who is late is paused or has a slow call, and each of these is a fault.
 */

#ifndef N
#define N 2 /* servers: 2 or 3 */
#endif
#ifndef FAULTS
#define FAULTS 2 /* so many things go wrong in a run: a pause, a death, a cut, a slow call, a deletion */
#endif
#ifndef LAG
#define LAG 1 /* ticks for which a list may still show what stood there before */
#endif
#ifndef EPOCHS /* room for so many epochs that somebody still knows of; it is said where that is not enough */
#if N == 2
#define EPOCHS 12
#else
#define EPOCHS 9
#endif
#endif

/* Times, in ticks. What counts is which one is longer. */
#define SKEW 1        /* one end of a lost link notices it so much later than the other */
#define CALL 1        /* a call takes so long, where nothing is wrong */
#ifndef WINDOW
#define WINDOW 3      /* link.confirm: more than SKEW and CALL together (Timing.WINDOW_MIN) */
#endif
#define PROMISE 3     /* what a claim promises (renew=) ... */
#define RENEW_AFTER 2 /* ... and when its holder renews it: RenewalPace */
#define REMAKE 1      /* a claim that is gone is made again after that: Timing.RENEW_RETRY */
#define MOST 5        /* Timing.RENEW_MAX: a renewal, its refusal, a look, REMAKE and a call */
#define GIVE_UP 2     /* a call that hangs is not waited for any longer */

/*
 * A claim is a number: of two claims the one that counts is the greater one, that of the higher epoch, and of the
 * same epoch that of the first server. A set of claims is a bit for each. Claim and bit 0 are none.
 */
#define claim(e, h) ((e) * N + (N - 1 - (h)))
#define epoch(c) ((c) / N)
#define holder(c) (N - 1 - (c) % N)
#define set(c) (1 << (c))
#define LAST (EPOCHS * N + N - 1)
#define sameEpoch(c) (((1 << N) - 1) << (epoch(c) * N))
#define VOID 1 /* the set that nothing in the zone is in: a claim that is no more, though one like it may be */

/* A server: */
#define RUNS 0
#define PAUSED 1
#define DEAD 2
/* its role (failover/role/Role): */
#define STANDBY 0
#define TAKES 1
#define HOLDS 2
/* a write: */
#define NONE 0
#define SENT 1
#define DONE 2
#define REFUSED 3

#define OFF 15 /* of Server.until: nothing is waited for */

typedef Server {
  unsigned life : 2;
  unsigned role : 2;
  unsigned sure : 1;         /* a holder knows that it is one: false from a pause to the next look */
  unsigned believed : 2;     /* the server that it takes for the holder */
  unsigned recordAt : 2;     /* of a holder: where it saw the record last */

  /* lease/ObservedLease, lease/ClaimSightings */
  unsigned known : 5;        /* the claim that it knows to stand there */
  unsigned reference : 5;    /* the claim that it asks for by its id: the last one that it knows, or was told, of */
  unsigned highest : 4;      /* the highest epoch that it knows of, or made in the place of one that was read */
  unsigned heard : 4;        /* what that was when the look was asked that showed no claim; 0 for none */
  unsigned pending : 2;      /* its last write was accepted, and so many looks - 1 have not shown that */
  unsigned missing : 1;      /* the last look showed no claim */
  unsigned remakeIn : 2;     /* of a holder whose claim is gone: ticks until it makes it again */

  /* lease/HolderLease */
  unsigned base : 4;         /* the last epoch from before the holder was out of sight; 0 for none */
  unsigned until : 4;        /* ticks until its claim has to be renewed */
  unsigned expired : 1;      /* it was not */
  unsigned goneSeen : 1;     /* the claim was seen to be gone */

  /* lease/OwnLease */
  unsigned news : 1;         /* a loss that no claim of its own has answered */
  unsigned sinceWritten : 2; /* ticks since its last own claim that stands there was asked for */

  /* record/ProviderCalls, record/ReadSchedule */
  unsigned looked : 1;       /* in this tick */
  unsigned lookNow : 1;
  unsigned hasBasis : 1;     /* a look showed what a write may depend on: basis */
  unsigned fresh : 1;        /* that look was asked for in this tick, and after the window */
  unsigned rests : 1;        /* after a refusal: no write in this tick */

  /* A look whose answer is under way, and what it will show. */
  unsigned reads : 1;
  unsigned shown : 5;
  unsigned shownRecord : 2;
  unsigned afterPromise : 1; /* it was asked when until was over */
  unsigned afterWindow : 1;  /* it was asked when the window was over */
  unsigned readAge : 2;

  /* The write that is waited for. */
  unsigned write : 2;
  unsigned writeClaim : 5;
  unsigned writeMoves : 1;   /* it moves the record to the claim's holder */
  unsigned writeAge : 2;
  unsigned writeSlow : 1;
  unsigned writeNews : 1;    /* the loss that it answers */

  /* A write that was given up: it may land, and be answered, at any time, or never. */
  unsigned late : 2;
  unsigned lateClaim : 5;
  unsigned lateMoves : 1;

  /* Not known to anybody, but what is demanded is said by it. */
  unsigned excused : 1;      /* it was paused, or a call of its was slow, since its last renewal */
  unsigned robbed : 1;       /* it was replaced while it was paused, and has not looked since */

  int mine;                  /* OwnLease.made: the claims that it tried to write, and that may stand there */
  int basis;
  int shownSet;
  int writeBasis;
  int lateBasis
};

Server s[N];

/* What stands at the provider, and what a list that lags still shows. */
int zone;
int zoneBefore;
byte record;
byte recordBefore;
byte unchanged = LAG; /* for so many ticks, LAG at most */

/* Links: below LOST, since when it is broken and not noticed; LOST and above, since when it is missed. */
#define LOST 4
byte view[N * N];
bit cut[N]; /* a path: N (N - 1) / 2 are used */

byte faults = FAULTS;
byte deaths;
bit deleted;
/* Two more things beside it are too much for what is demanded of claims: docs/claim.md#the-model. */
#define excusedByDeletion (deleted && FAULTS > 2)
int everMade; /* each claim that ever stood there */

/* What is demanded, beside the formula at the end. Where one is broken Spin names it. */
bool one_epoch_one_holder = true;
bool record_moves_with_its_claim = true;
bool in_time_is_never_replaced = true;
bool looks_after_a_pause = true;

/* For the time of one step. */
int m;
int used;
byte t;
byte x;
byte y;

/* Said once, while Spin searches: so nobody needs to believe that it comes so far. */
#define event(what) c_code { static int seen; if (!seen++) printf("reached: " #what "\n"); }

#define pair(i, j) ((i) + (j) - 1)
#define other(i, k) (((i) + (k)) % N)
#define third(i, j) (3 - (i) - (j))
#define v(i, j) view[(i) * N + (j)]
#define linked(i, j) (v(i, j) < LOST)
#define broken(i, j) (cut[pair(i, j)] || s[j].life != RUNS || !linked(j, i))
#define windowOver(i, j) (v(i, j) == LOST + WINDOW)

#if N == 2
#define sees(i, j) (false)
#define missesAny(i) (!linked(i, other(i, 1)))
#define misses(i) (!linked(i, other(i, 1)))
#else
/* A third server, linked with i, sees j (peer/PeerGroup.whoSees). */
#define sees(i, j) (linked(i, third(i, j)) && linked(third(i, j), j))
#define missesAny(i) (!linked(i, other(i, 1)) || !linked(i, other(i, 2)))
#define misses(i) ((!linked(i, other(i, 1)) && !sees(i, other(i, 1))) || (!linked(i, other(i, 2)) && !sees(i, other(i, 2))))
#endif
#ifdef NO_VETO
#define vouched(i, j) (false)
#else
#define vouched(i, j) sees(i, j)
#endif

#define acts(i) (s[i].role == HOLDS && s[i].sure)
#define isOurs(i) (s[i].believed == i)

/* The holder is dead: lost for the window, seen by nobody, and its claim not renewed (HolderWatch.failureOf). */
#define failed(i) (!isOurs(i) && windowOver(i, s[i].believed) && !vouched(i, s[i].believed) \
  && (s[i].until == OFF || s[i].expired))

/* The holder's own claim is to be renewed, or made again (Lease.due, OwnLease.isRenewalDue). */
#define due(i) (acts(i) && ((s[i].missing && s[i].remakeIn == 0) \
  || (!s[i].missing && ((s[i].news && missesAny(i)) || (misses(i) && s[i].sinceWritten >= RENEW_AFTER) \
  || s[i].pending == 3))))

/* The record is elsewhere, at a server that is dead (Promotion.recover). */
#define recovers(i) (acts(i) && !s[i].missing && s[i].recordAt != i && windowOver(i, s[i].recordAt) \
  && !vouched(i, s[i].recordAt))

/* Promotion.succeed, and Promotion.reconsider; all whose turn it may be act at once. */
#define promotes(i) (s[i].role == STANDBY && failed(i))
#define stops(i) (s[i].role == TAKES && s[i].write == NONE && !failed(i))

#ifdef NO_REMAKE
#define takesGone(i) (!s[i].missing)
#else
#define takesGone(i) (true)
#endif
/* By a look from after the window (Reconciler.write, RecordKeeper.useLook). */
#define mayTake(i) (s[i].role == TAKES && failed(i) && s[i].fresh && takesGone(i))
#define mayWrite(i) (s[i].write == NONE && !s[i].rests && s[i].hasBasis && (mayTake(i) || due(i) || recovers(i)))

/* One question at a time (ProviderCalls). */
#define mayAsk(i) (!s[i].reads && s[i].write == NONE)
#define asksNow(i) (mayAsk(i) && (s[i].lookNow \
  || (s[i].role == TAKES && !(s[i].hasBasis && s[i].fresh)) \
  || (s[i].role == HOLDS && !s[i].sure) \
  || ((due(i) || recovers(i)) && !s[i].hasBasis) \
  || (s[i].role == STANDBY && !isOurs(i) && !linked(i, s[i].believed) && s[i].until == 0 && !s[i].expired \
    && !s[i].looked)))
/* Looks that are not due may be at any time; those that would show nothing new are left out. */
#define mayLook(i) (mayAsk(i) && !s[i].looked && (zone != set(s[i].known) || s[i].missing || unchanged < LAG) \
  && (s[i].role == HOLDS || isOurs(i) || !linked(i, s[i].believed)))

inline atLeast(field, value) { if :: field < value -> field = value :: else fi }

/* The claim that counts; 0 for none. */
inline top(claims, counts) {
  counts = LAST;
  do
  :: counts >= N && !(claims & set(counts)) -> counts--
  :: else -> break
  od;
  if :: counts < N -> counts = 0 :: else fi
}

inline forgetLease(f) { s[f].base = 0; s[f].until = OFF; s[f].expired = 0; s[f].goneSeen = 0 }

inline clearRead(f) {
  s[f].reads = 0; s[f].shown = 0; s[f].shownSet = 0; s[f].shownRecord = 0;
  s[f].afterPromise = 0; s[f].afterWindow = 0; s[f].readAge = 0
}

inline clearWrite(f) {
  s[f].write = NONE; s[f].writeClaim = 0; s[f].writeBasis = 0; s[f].writeMoves = 0;
  s[f].writeAge = 0; s[f].writeSlow = 0; s[f].writeNews = 0
}

inline clearLate(f) { s[f].late = NONE; s[f].lateClaim = 0; s[f].lateBasis = 0; s[f].lateMoves = 0 }

/* ---- Links ---- */

/* The holder b tells of its claim in its heartbeats (ObservedLease.observeEpoch). */
inline hears(a, b) {
  atLeast(s[a].reference, s[b].known);
  atLeast(s[a].highest, epoch(s[b].known))
}

/* What a heard last of b, before their link breaks (HolderLease.observeEpoch). */
inline lastWord(a, b) {
  if
  :: linked(a, b) && linked(b, a) && s[a].life == RUNS && acts(b) ->
     hears(a, b);
     if :: !isOurs(a) && s[a].believed == b -> atLeast(s[a].base, epoch(s[b].known)) :: else fi
  :: else
  fi
}

/* Who loses the holder looks at once (RecordKeeper.linkLost); a holder has to answer the loss. */
inline loses(a, b) {
  printf("srv%d loses srv%d\n", a, b);
#if N > 2
  /* Until now somebody was vouched for: the window begins (SuspicionRules.judged). */
  if :: !linked(third(a, b), b) && linked(third(a, b), a) -> v(third(a, b), b) = LOST :: else fi;
  if :: !linked(a, third(a, b)) && linked(b, third(a, b)) -> v(a, third(a, b)) = LOST :: else fi;
#endif
  v(a, b) = LOST;
  s[a].news = 1;
  if :: !isOurs(a) && s[a].believed == b -> s[a].lookNow = 1 :: else fi
}

/* Their link is back, and a hears what b says (RoleMachine.claimed). */
inline meets(a, b) {
  printf("srv%d meets srv%d\n", a, b);
  if
  :: acts(b) ->
     looks_after_a_pause = !s[b].robbed;
     assert(looks_after_a_pause);
     hears(a, b);
     if :: s[a].known != s[b].known -> s[a].lookNow = 1 :: else fi;
     if :: s[a].role == TAKES -> s[a].role = STANDBY :: else fi;
     if :: s[a].role == STANDBY && s[b].known >= s[a].known -> s[a].believed = b :: else fi
  :: else
  fi;
  if :: !isOurs(a) && s[a].believed == b -> forgetLease(a) :: else fi;
  if :: !missesAny(a) -> s[a].news = 0 :: else fi
}

/* ---- Looks ---- */

/*
 * The list, which may lag, and beside it the claim of the reference by its id, which does not
 * (ClaimSightings, docs/claim.md#a-claim-that-reads-do-not-show).
 */
inline asks(i) {
  printf("srv%d looks\n", i);
  s[i].reads = 1; s[i].looked = 1; s[i].lookNow = 0; s[i].heard = s[i].highest;
  s[i].afterPromise = (s[i].until == 0);
  s[i].afterWindow = (!isOurs(i) && windowOver(i, s[i].believed));
  if
  :: m = zone
  :: unchanged < LAG -> event(a_list_lags); m = zoneBefore
  fi;
  if
  :: s[i].shownRecord = record
  :: unchanged < LAG && record != recordBefore -> s[i].shownRecord = recordBefore
  fi;
  d_step {
    top(m, t);
    if
    :: epoch(t) >= epoch(s[i].reference) -> s[i].shown = t; s[i].shownSet = m
    :: epoch(t) < epoch(s[i].reference) && (zone & set(s[i].reference)) ->
       event(a_claim_is_found_by_its_id); s[i].shown = s[i].reference; s[i].shownSet = set(s[i].reference)
    :: else -> event(a_claim_is_gone); s[i].shown = 0; s[i].shownSet = m
    fi;
    m = 0; t = 0
  }
}

/* Another server has it, or may have: this one is the holder no more (RoleChanges.yieldTo). */
inline yields(i) {
  s[i].role = STANDBY; s[i].sure = 0; s[i].recordAt = i; s[i].missing = 0; s[i].remakeIn = 0;
  s[i].excused = 1; s[i].robbed = 0
}

/* The claim t of a holder that nobody sees: the witness (HolderLease.read). */
inline witnesses(i) {
  if
#ifdef OLD_BASE
  :: s[i].until == OFF && !s[i].afterWindow -> s[i].base = epoch(t)
  :: !(s[i].until == OFF && !s[i].afterWindow) && epoch(t) > s[i].base ->
#else
  :: epoch(t) > s[i].base ->
#endif
     if
     :: s[i].base == 0 || !(s[i].mine & set(t)) ->
        if :: s[i].base != 0 -> event(a_holder_out_of_sight_renews) :: else fi;
#ifdef NO_PROMISE
        s[i].until = WINDOW;
#else
        s[i].until = PROMISE + WINDOW - s[i].readAge;
#endif
        s[i].expired = 0
     :: else
     fi;
     s[i].base = epoch(t)
  :: else ->
     if :: s[i].afterPromise -> event(a_holder_out_of_sight_does_not_renew); s[i].expired = 1 :: else fi
  fi
}

/* A look shows a claim (LeaseOwnership.read, FindingRules). */
inline shows(i) {
  t = s[i].shown; x = s[i].believed; y = holder(t);
  s[i].known = t; s[i].believed = y;
  s[i].heard = 0; s[i].missing = 0; s[i].remakeIn = 0; s[i].pending = 0; s[i].goneSeen = 0;
  atLeast(s[i].reference, t);
  atLeast(s[i].highest, epoch(t));
  if
  :: y == i ->
     if :: s[i].role != HOLDS -> s[i].role = HOLDS; s[i].sinceWritten = 0; forgetLease(i) :: else fi;
     s[i].sure = 1; s[i].recordAt = s[i].shownRecord
  :: else ->
     if :: s[i].role == HOLDS -> event(a_holder_yields); yields(i) :: else fi;
     if :: y != x -> forgetLease(i) :: else fi;
     if
     :: linked(i, y) -> forgetLease(i)
     :: !linked(i, y) && vouched(i, y) -> s[i].until = OFF; s[i].expired = 0
     :: else -> witnesses(i)
     fi
  fi;
  t = 0; x = 0; y = 0
}

/* A look shows no claim, and the one that was known is gone (ClaimSightings, LeaseOwnership.unclaimed). */
inline lacks(i) {
  if
  :: s[i].pending ->
     /* What the answer to a write showed counts until another write tells (ClaimSightings.isDoubtful). */
     s[i].basis = set(s[i].known);
     if :: s[i].pending < 3 -> s[i].pending++ :: else fi;
     if :: s[i].pending == 3 && !acts(i) -> s[i].pending = 0 :: else fi
  :: else ->
     if
     :: s[i].role == HOLDS ->
        s[i].sure = 1;
        if
        :: s[i].shownRecord != i ->
           event(a_holder_leaves_it_to_where_the_record_moved);
           yields(i); s[i].believed = s[i].shownRecord; forgetLease(i)
        :: else -> if :: !s[i].missing -> s[i].missing = 1; s[i].remakeIn = REMAKE :: else fi
        fi
     :: else ->
        s[i].missing = 1;
        if
        :: isOurs(i) || linked(i, s[i].believed) || vouched(i, s[i].believed) -> skip
        :: else -> /* HolderLease.observeMissing */
           if
           :: !s[i].goneSeen -> s[i].goneSeen = 1; s[i].until = MOST + WINDOW - s[i].readAge; s[i].expired = 0
           :: else -> if :: s[i].afterPromise -> event(nobody_makes_it_again); s[i].expired = 1 :: else fi
           fi
        fi
     fi
  fi
}

inline readAnswered(i) {
  printf("srv%d is shown %d:%d\n", i, epoch(s[i].shown), holder(s[i].shown));
  s[i].basis = s[i].shownSet; s[i].hasBasis = 1; s[i].robbed = 0;
#ifdef OLD_READ
  s[i].fresh = 1;
#else
  s[i].fresh = s[i].afterWindow;
#endif
  if
  :: s[i].shown != 0 && epoch(s[i].shown) >= epoch(s[i].known) -> shows(i)
  :: else -> lacks(i)
  fi;
  clearRead(i)
}

/* ---- Writes ---- */

/*
 * RecordWriter.write and renew. The epoch is above all that are known, and, where no claim was read, that of each
 * try the same, above those that were known at that look (ObservedLease.nextEpoch). Then that of the last known
 * holder is made again first: only what stands there can be lost to another one.
 */
inline writes(i) {
  looks_after_a_pause = !(s[i].role == HOLDS && s[i].robbed);
  assert(looks_after_a_pause);
#ifdef EPOCH_FOR_EACH_TRY
  s[i].highest++; t = s[i].highest;
#else
  if
  :: s[i].missing -> t = s[i].heard + 1
  :: else -> s[i].highest++; t = s[i].highest
  fi;
#endif
  s[i].heard = 0;
  if
  :: s[i].role == TAKES && !s[i].missing -> s[i].writeClaim = claim(t, i); s[i].writeMoves = 1
  :: s[i].role == TAKES && s[i].missing ->
#ifdef NO_FIRST_CLAIM
     s[i].writeClaim = claim(t, i); s[i].writeMoves = 1
#else
     event(a_claim_is_made_again_for_the_dead);
     s[i].writeClaim = claim(t, holder(s[i].known)); s[i].writeMoves = 0
#endif
  :: s[i].role == HOLDS -> s[i].writeClaim = claim(t, i); s[i].writeMoves = recovers(i)
  fi;
  t = 0;
  printf("srv%d writes %d:%d\n", i, epoch(s[i].writeClaim), holder(s[i].writeClaim));
  s[i].mine = s[i].mine | set(s[i].writeClaim);
  s[i].write = SENT; s[i].writeBasis = s[i].basis; s[i].writeNews = s[i].news;
  s[i].news = 0; s[i].hasBasis = 0; s[i].basis = 0; s[i].fresh = 0;
  clearRead(i)
}

/* A claim that is made once more is another record, with another id: what depended on the first one fails. */
inline another(c) {
  x = 0;
  do
  :: x < N && !(zone & set(c)) ->
     if :: s[x].basis & set(c) -> s[x].basis = VOID :: else fi;
     if :: s[x].shownSet & set(c) -> s[x].shownSet = VOID :: else fi;
     if :: s[x].writeBasis & set(c) -> s[x].writeBasis = VOID :: else fi;
     if :: s[x].lateBasis & set(c) -> s[x].lateBasis = VOID :: else fi;
     x++
  :: else -> break
  od;
  x = 0
}

/* The transaction (docs/claim.md#the-transaction): what was read is there, and nobody made the very same claim. */
#ifdef NO_FENCE
#define fits(basis, c) (true)
#else
#define fits(basis, c) ((zone & basis) == basis && !((zone & ~basis) & set(c)))
#endif

inline lands(i, state, c, basis, moves, inTime) {
  if
  :: fits(basis, c) ->
     printf("srv%d: %d:%d takes effect\n", i, epoch(c), holder(c));
     another(c);
     zoneBefore = zone; recordBefore = record; unchanged = (deleted -> LAG : 0);
     zone = (zone & ~basis) | set(c);
     if :: moves -> record = holder(c) :: else fi;
     state = DONE;

     one_epoch_one_holder = excusedByDeletion || !(everMade & sameEpoch(c) & ~set(c));
     assert(one_epoch_one_holder);
     everMade = everMade | set(c);

     top(zone, t);
     record_moves_with_its_claim = (recordBefore == record || (basis != 0 && holder(c) == record)) &&
       (excusedByDeletion || holder(t) == record);
     assert(record_moves_with_its_claim);

     top(basis, t);
     x = holder(t);
     if
     :: t != 0 && x != holder(c) ->
        in_time_is_never_replaced = !(s[x].life == RUNS && acts(x) && !s[x].excused);
        assert(in_time_is_never_replaced);
        if :: s[x].life == PAUSED && s[x].role == HOLDS -> s[x].robbed = 1 :: else fi
     :: else
     fi;
     /* It has renewed in time again, and no other claim stands beside that one. */
     if :: inTime && basis != 0 && holder(c) == i && zone == set(c) -> s[i].excused = 0 :: else fi;
     t = 0; x = 0
  :: else -> state = REFUSED
  fi
}

/* What it wrote stands there (ObservedLease.written, ClaimSightings.accepted). */
inline accepted(i, c) {
  if :: s[i].believed != holder(c) -> s[i].believed = holder(c); forgetLease(i) :: else fi;
  s[i].known = c;
  atLeast(s[i].reference, c);
  atLeast(s[i].highest, epoch(c));
  s[i].missing = 0; s[i].remakeIn = 0; s[i].pending = 1; s[i].goneSeen = 0
}

/* WriteAnswers: a look follows in any case. */
inline writeAnswered(i) {
  s[i].lookNow = 1;
  if
  :: s[i].write == DONE ->
     if
     :: s[i].writeMoves && s[i].role == STANDBY -> /* nobody wishes that any more: landed */
        if :: epoch(s[i].writeClaim) > epoch(s[i].known) -> accepted(i, s[i].writeClaim) :: else fi
     :: !(s[i].writeMoves && s[i].role == STANDBY) && epoch(s[i].writeClaim) < epoch(s[i].known) -> skip
     :: else ->
        accepted(i, s[i].writeClaim);
        s[i].basis = set(s[i].writeClaim); s[i].hasBasis = 1; s[i].fresh = 0;
        if
        :: holder(s[i].writeClaim) == i ->
           s[i].sinceWritten = s[i].writeAge;
           if :: s[i].writeMoves -> s[i].recordAt = i :: else fi;
           if
           :: s[i].role == TAKES -> event(a_take_over); s[i].role = HOLDS; s[i].sure = 1; forgetLease(i)
           :: else
           fi
        :: else -> atLeast(s[i].base, epoch(s[i].writeClaim))
        fi
     fi
  :: s[i].write == REFUSED ->
     event(a_write_is_refused);
     s[i].mine = s[i].mine & ~set(s[i].writeClaim); s[i].pending = 0; s[i].rests = 1; s[i].news = s[i].news | s[i].writeNews
  fi;
  clearWrite(i)
}

/* It hangs, and is not waited for any longer (OpenCalls.overtake). */
inline givesUp(i) {
  printf("srv%d gives up\n", i);
  if
  :: s[i].write != REFUSED ->
     s[i].late = s[i].write; s[i].lateClaim = s[i].writeClaim; s[i].lateBasis = s[i].writeBasis;
     s[i].lateMoves = s[i].writeMoves
  :: else
  fi;
  s[i].news = s[i].news | s[i].writeNews;
  s[i].lookNow = 1;
  clearWrite(i)
}

/* WriteAnswers.landed */
inline lateAnswered(i) {
  if
  :: epoch(s[i].lateClaim) > epoch(s[i].known) ->
     event(a_late_answer_counts); accepted(i, s[i].lateClaim); s[i].lookNow = 1
  :: else -> event(a_late_answer_is_old)
  fi;
  clearLate(i)
}

/* ---- What happens ---- */

/* What follows from an event is done in the same step of the decision (GroupFailover.on). */
#define busy(i) (s[i].life == RUNS && (promotes(i) || stops(i) || mayWrite(i) || asksNow(i)))
#if N == 2
#define idle (!busy(0) && !busy(1))
#else
#define idle (!busy(0) && !busy(1) && !busy(2))
#endif

#define mayMeet(i, j) (s[i].life == RUNS && s[j].life == RUNS && (N > 2 || i == 0) && !cut[pair(i, j)] \
  && !(linked(i, j) && linked(j, i)))
#define mayNotice(i, j) (s[i].life == RUNS && linked(i, j) && broken(i, j))

inline looks(i) {
  asks(i);
  if
  :: d_step { readAnswered(i) }
  :: faults > 0 -> event(a_read_is_slow); faults--
  fi
}

proctype Runs(byte i) {
end:
  do
  :: atomic { busy(i) && promotes(i) -> d_step { event(the_holder_failed); s[i].role = TAKES } }
  :: atomic { busy(i) && !promotes(i) && stops(i) -> s[i].role = STANDBY }
  :: atomic { busy(i) && !promotes(i) && !stops(i) && mayWrite(i) && s[i].highest < EPOCHS -> d_step { writes(i) } }
  :: busy(i) && mayWrite(i) && s[i].highest >= EPOCHS -> d_step { event(epochs_are_used_up); skip }
  :: atomic { busy(i) && !promotes(i) && !stops(i) && !mayWrite(i) -> looks(i) }

  :: atomic { idle && s[i].life == RUNS && mayLook(i) -> looks(i) }
  :: atomic { idle && s[i].life == RUNS && s[i].reads -> d_step { readAnswered(i) } }

  :: atomic { idle && s[i].write == SENT -> d_step {
       lands(i, s[i].write, s[i].writeClaim, s[i].writeBasis, s[i].writeMoves, (s[i].life == RUNS && !s[i].writeSlow));
       if :: s[i].life == RUNS && !s[i].writeSlow -> writeAnswered(i) :: else fi
     } }
  :: atomic { idle && s[i].life == RUNS && s[i].write >= DONE -> d_step { writeAnswered(i) } }
  :: atomic { idle && s[i].life == RUNS && s[i].write != NONE && s[i].writeAge >= GIVE_UP && s[i].late == NONE ->
       d_step { givesUp(i) } }

  :: atomic { idle && s[i].late == SENT -> d_step {
       event(a_late_write_arrives); lands(i, s[i].late, s[i].lateClaim, s[i].lateBasis, s[i].lateMoves, false) } }
  :: atomic { idle && s[i].life == RUNS && s[i].late == DONE && s[i].write == NONE -> d_step { lateAnswered(i) } }
  :: atomic { idle && s[i].late != NONE && s[i].write != NONE && s[i].writeAge >= GIVE_UP -> d_step { clearLate(i) } }

  :: atomic { idle && mayNotice(i, other(i, 1)) -> d_step { loses(i, other(i, 1)) } }
#if N > 2
  :: atomic { idle && mayNotice(i, other(i, 2)) -> d_step { loses(i, other(i, 2)) } }
#endif
  :: atomic { idle && mayMeet(i, other(i, 1)) -> d_step {
       v(i, other(i, 1)) = 0; v(other(i, 1), i) = 0;
       meets(i, other(i, 1)); meets(other(i, 1), i) } }
  od
}

/* ---- Time ---- */

#define noticesLate(i, j) (mayNotice(i, j) && v(i, j) >= SKEW)
#define hurries(i) (s[i].life == RUNS && (noticesLate(i, other(i, 1)) || (N > 2 && noticesLate(i, other(i, 2))) \
  || mayMeet(i, other(i, 1)) || (s[i].reads && s[i].readAge >= CALL) \
  || (s[i].write != NONE && s[i].writeAge >= (s[i].writeSlow -> GIVE_UP : CALL))))
#if N == 2
#define timePasses (idle && !hurries(0) && !hurries(1))
#else
#define timePasses (idle && !hurries(0) && !hurries(1) && !hurries(2))
#endif

inline lower(c) { if :: c >= (t + 1) * N -> c = c - N :: else fi }
inline lowerEpoch(e) { if :: e > t -> e = e - 1 :: else fi }
inline lowerSet(claims) { claims = (claims & (set(t * N) - 1)) | ((claims >> ((t + 1) * N)) << (t * N)) }

/* Those above epoch t count one less. */
inline forgetEpoch() {
  lowerSet(zone); lowerSet(zoneBefore); lowerSet(everMade);
  x = 0;
  do
  :: x < N ->
     lower(s[x].known); lower(s[x].reference); lower(s[x].shown);
     lower(s[x].writeClaim); lower(s[x].lateClaim);
     lowerEpoch(s[x].highest); lowerEpoch(s[x].heard); lowerEpoch(s[x].base);
     lowerSet(s[x].mine); lowerSet(s[x].basis); lowerSet(s[x].shownSet); lowerSet(s[x].writeBasis); lowerSet(s[x].lateBasis);
     x++
  :: else -> break
  od
}

/*
 * Only the order of epochs counts, and whether one follows another. So of those in a row that nobody knows any
 * more one is kept, and a cut may last forever in finitely many states.
 */
inline renumber() {
  used = 0;
  m = zone | zoneBefore;
  x = 0;
  do
  :: x < N ->
     m = m | s[x].mine | s[x].basis | s[x].shownSet | s[x].writeBasis | s[x].lateBasis |
       set(s[x].known) | set(s[x].reference) | set(s[x].shown) |
       set(s[x].writeClaim) | set(s[x].lateClaim);
     used = used | (1 << s[x].highest) | (1 << s[x].heard) | (1 << s[x].base);
     x++
  :: else -> break
  od;
  t = N;
  do
  :: t <= LAST -> if :: m & set(t) -> used = used | (1 << epoch(t)) :: else fi; t++
  :: else -> break
  od;
  t = EPOCHS;
  do
  :: t >= 1 ->
     if
     :: (used >> (t + 1)) != 0 && !(used & (1 << t)) && (t == 1 || !(used & (1 << (t - 1)))) ->
        forgetEpoch();
        used = (used & ((1 << t) - 1)) | ((used >> (t + 1)) << t)
     :: else
     fi;
     t--
  :: else -> break
  od;
  m = 0; used = 0; x = 0; t = 0
}

inline passes(i) {
  if
  :: s[i].life != DEAD ->
     s[i].looked = 0; s[i].rests = 0; s[i].fresh = 0;
     if :: s[i].until != OFF && s[i].until > 0 -> s[i].until-- :: else fi;
     if :: s[i].remakeIn > 0 -> s[i].remakeIn-- :: else fi;
     if
     :: s[i].role == STANDBY || !missesAny(i) -> s[i].sinceWritten = 0
     :: s[i].role != STANDBY && missesAny(i) && s[i].sinceWritten < RENEW_AFTER -> s[i].sinceWritten++
     :: else
     fi;
     s[i].mine = s[i].mine & ~(set(s[i].known) - 1); /* older ones are not believed any more */
     if :: s[i].reads && s[i].readAge < 3 -> s[i].readAge++ :: else fi
  :: else
  fi;
  if :: s[i].write != NONE && s[i].writeAge < 3 -> s[i].writeAge++ :: else fi;
  /* What can't do anything any more. */
  if
  :: (s[i].late == SENT && (s[i].lateBasis & ~zone)) || (s[i].late == DONE && epoch(s[i].lateClaim) <= epoch(s[i].known)) ->
     clearLate(i)
  :: else
  fi;
  y = 0;
  do
  :: y < N ->
     if
     :: y != i && s[i].life == RUNS ->
        if
        :: !linked(i, y) && vouched(i, y) -> v(i, y) = LOST
        :: !linked(i, y) && !vouched(i, y) && !windowOver(i, y) -> v(i, y) = v(i, y) + 1
        :: linked(i, y) && broken(i, y) -> v(i, y) = v(i, y) + 1
        :: else
        fi
     :: else
     fi;
     y++
  :: else -> break
  od;
  y = 0
}

proctype Clock() {
end:
  do
  :: atomic { timePasses -> d_step {
       printf("a tick\n");
       passes(0); passes(1);
#if N > 2
       passes(2);
#endif
       if :: unchanged < LAG -> unchanged++ :: else fi;
       if :: unchanged >= LAG -> zoneBefore = zone; recordBefore = record :: else fi;
       renumber()
     } }
  od
}

/* ---- What goes wrong ---- */

inline lastWords(i) {
  lastWord(other(i, 1), i);
#if N > 2
  lastWord(other(i, 2), i)
#endif
}

/* What a server knows of the time before is forgotten when it wakes: it may as well be at once. */
inline pauses(i) {
  printf("srv%d stands still\n", i);
  faults--;
  lastWords(i);
  s[i].life = PAUSED; s[i].excused = 1;
#ifndef NO_LOOK_AFTER_PAUSE
  s[i].hasBasis = 0; s[i].basis = 0; s[i].fresh = 0; s[i].lookNow = 0;
#endif
  s[i].looked = 0; s[i].rests = 0;
  clearRead(i);
  if :: !linked(i, other(i, 1)) -> v(i, other(i, 1)) = LOST; s[i].news = 1 :: else fi;
#if N > 2
  if :: !linked(i, other(i, 2)) -> v(i, other(i, 2)) = LOST; s[i].news = 1 :: else fi
#endif
}

/* RoleMachine.stoodStill, RecordKeeper.stoodStill, PauseRules: it looks again, and what it did not hear proves nothing. */
inline wakes(i) {
  printf("srv%d goes on\n", i);
  s[i].life = RUNS;
#ifndef NO_LOOK_AFTER_PAUSE
  if :: s[i].write != NONE -> givesUp(i) :: else fi;
  s[i].sure = 0; s[i].lookNow = 1;
#endif
  y = 0;
  do
  :: y < N ->
     if
     :: y != i && (!linked(i, y) || (!linked(y, i) && s[y].life == RUNS)) -> v(i, y) = LOST; s[i].news = 1
     :: else
     fi;
     y++
  :: else -> break
  od;
  y = 0
}

/* Its last write may still land. */
inline dies(i) {
  printf("srv%d dies\n", i);
  faults--; deaths++;
  lastWords(i);
  s[i].life = DEAD; s[i].role = STANDBY; s[i].sure = 0; s[i].believed = 0; s[i].recordAt = i;
  s[i].known = 0; s[i].reference = 0; s[i].highest = 0; s[i].mine = 0; s[i].pending = 0; s[i].missing = 0;
  s[i].remakeIn = 0; s[i].news = 0; s[i].sinceWritten = 0; s[i].looked = 0; s[i].lookNow = 0; s[i].rests = 0;
  s[i].hasBasis = 0; s[i].basis = 0; s[i].fresh = 0; s[i].excused = 0; s[i].robbed = 0;
  forgetLease(i);
  clearRead(i);
  v(i, other(i, 1)) = 0;
#if N > 2
  v(i, other(i, 2)) = 0
#endif
}

#define SERVER(i) \
  :: atomic { idle && faults > 0 && s[i].life == RUNS -> d_step { pauses(i) } } \
  :: atomic { idle && s[i].life == PAUSED && (s[i].write == NONE || s[i].late == NONE) -> d_step { wakes(i) } } \
  :: atomic { idle && faults > 0 && s[i].life == RUNS && deaths < N - 1 -> d_step { dies(i) } } \
  :: atomic { idle && faults > 0 && s[i].life == RUNS && s[i].write != NONE && !s[i].writeSlow -> \
       d_step { printf("srv%d: its write is slow\n", i); faults--; s[i].writeSlow = 1; s[i].excused = 1 } }

#define PATH(k, i, j) \
  :: atomic { idle && faults > 0 && !cut[k] && s[i].life != DEAD && s[j].life != DEAD -> \
       d_step { printf("the path between srv%d and srv%d is cut\n", i, j); \
         faults--; lastWord(i, j); lastWord(j, i); cut[k] = 1 } } \
  :: atomic { idle && cut[k] -> d_step { printf("the path between srv%d and srv%d is back\n", i, j); cut[k] = 0; \
       if :: linked(i, j) && linked(j, i) -> v(i, j) = 0; v(j, i) = 0 :: else fi } }

proctype Faults() {
end:
  do
  SERVER(0)
  SERVER(1)
  PATH(0, 0, 1)
#if N > 2
  SERVER(2)
  PATH(1, 0, 2)
  PATH(2, 1, 2)
#endif
  /* Once, and from then on no list lags: see docs/claim.md#the-model. */
  :: atomic { idle && faults > 0 && !deleted -> d_step {
       printf("the claim is deleted\n"); event(the_claim_is_deleted);
       faults--; deleted = 1; zone = 0; zoneBefore = 0; recordBefore = record; unchanged = LAG } }
  od
}

/* Server 0 holds the record by a first claim, and all know that. */
init {
  atomic {
    zone = set(claim(1, 0)); zoneBefore = zone; everMade = zone;
    x = 0;
    do
    :: x < N ->
       s[x].known = claim(1, 0); s[x].reference = claim(1, 0); s[x].highest = 1; s[x].until = OFF; s[x].recordAt = x;
       x++
    :: else -> break
    od;
    x = 0;
    s[0].role = HOLDS; s[0].sure = 1; s[0].hasBasis = 1; s[0].basis = zone;
    run Runs(0); run Runs(1);
#if N > 2
    run Runs(2);
#endif
    run Clock(); run Faults()
  }
}

#ifdef LIVENESS
/* Where the record points at a dead server it does not stay so (with weak fairness: who is paused goes on). */
ltl a_dead_holder_is_replaced { [] ((s[record].life == DEAD) -> <> (s[record].life != DEAD)) }
#endif
