// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells its peers of itself, protocol 2: with each keep-alive, and at once when
 * something of it changes.
 *
 * @param sequence counts the reports of one run of a server, from 1
 * @param eligible false while its own checks fail, or it is drained: the records should not point
 *     at it. Of one that observes this says whether they might, if it acted
 * @param sees the servers that it is linked to and hears
 * @param holder the server that it believes to hold the records, its own name when it acts as the
 *     holder; null while it knows of none
 * @param epoch of the claim as it knows it, 0 when it knows of none
 * @param reference the provider's own id of the record that holds this claim; empty when it does
 *     not know one
 * @param run names this run of it, in a few characters; only where it knows of no claim, empty else
 * @param told the deaths that it knows to be told lately, by whomever: see {@link IncidentId}
 * @param drained true while its operator has taken it out of service, and so it is not eligible
 * @param hold the last order that it knows of that nothing is moved in the whole group, or may be
 *     again; null for none
 * @param observing true of a server that changes nothing, and so takes no record, whatever else it
 *     is
 * @param unlisted those of its list that a server which it is linked to does not list, as the list
 *     is being changed: they take no record as long as that is so
 */
public record Report(
    long sequence,
    boolean eligible,
    Set<String> sees,
    @Nullable String holder,
    long epoch,
    String reference,
    String run,
    List<String> told,
    boolean drained,
    @Nullable HoldOrder hold,
    boolean observing,
    Set<String> unlisted) {

  /** The most deaths that one report names. */
  public static final int MOST_TOLD = 8;

  public Report {
    sees = Set.copyOf(sees);
    told = List.copyOf(told);
    unlisted = Set.copyOf(unlisted);
  }

  /** Of a server that knows of one list of servers only. */
  public Report(
      long sequence,
      boolean eligible,
      Set<String> sees,
      @Nullable String holder,
      long epoch,
      String reference,
      String run,
      List<String> told,
      boolean drained,
      @Nullable HoldOrder hold,
      boolean observing) {
    this(
        sequence, eligible, sees, holder, epoch, reference, run, told, drained, hold, observing,
        Set.of());
  }

  /** Of a server that acts, in a group that was never told to hold still. */
  public Report(
      long sequence,
      boolean eligible,
      Set<String> sees,
      @Nullable String holder,
      long epoch,
      String reference,
      String run,
      List<String> told,
      boolean drained) {
    this(sequence, eligible, sees, holder, epoch, reference, run, told, drained, null, false);
  }

  /** Of a server that is not drained. */
  public Report(
      long sequence,
      boolean eligible,
      Set<String> sees,
      @Nullable String holder,
      long epoch,
      String reference,
      String run,
      List<String> told) {
    this(sequence, eligible, sees, holder, epoch, reference, run, told, false);
  }

  /** That knows of no death, nor says which run it is of. */
  public Report(
      long sequence,
      boolean eligible,
      Set<String> sees,
      @Nullable String holder,
      long epoch,
      String reference) {
    this(sequence, eligible, sees, holder, epoch, reference, "", List.of());
  }

  /** Without a reference. */
  public Report(
      long sequence, boolean eligible, Set<String> sees, @Nullable String holder, long epoch) {
    this(sequence, eligible, sees, holder, epoch, "");
  }

  /** True when it tells nothing that {@code earlier} did not tell. */
  public boolean repeats(@Nullable Report earlier) {
    return earlier != null
        && eligible == earlier.eligible
        && drained == earlier.drained
        && observing == earlier.observing
        && Objects.equals(hold, earlier.hold)
        && unlisted.equals(earlier.unlisted)
        && epoch == earlier.epoch
        && reference.equals(earlier.reference)
        && run.equals(earlier.run)
        && told.equals(earlier.told)
        && Objects.equals(holder, earlier.holder)
        && sees.equals(earlier.sees);
  }
}
