// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Alerts;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.ToldIncidents;
import io.clooster.failover.lease.Lease;
import java.util.random.RandomGenerator;

/**
 * What the room consists of, each part with a rule of its own.
 *
 * @param claims the claim beside the record
 * @param restore whether a record that was edited by hand is put back at once
 * @param change what is wanted of us
 * @param schedule when the record is read next
 * @param calls what is asked at the provider
 * @param openCalls what becomes of calls that are not waited for
 * @param lateWrites what may still land of writes that nobody wants any more
 * @param refusals writes that the provider refused
 * @param hurry how long a call is waited for while a server is out of sight
 * @param outage how long the provider has failed, and whether that is told
 * @param failures when what failed is tried again
 * @param edit what somebody else has put into the record
 * @param news what is told of a change
 * @param writer writes
 */
record RecordParts(
    Lease claims,
    boolean restore,
    CurrentChange change,
    ReadSchedule schedule,
    ProviderCalls calls,
    OpenCalls openCalls,
    LateWrites lateWrites,
    Refusals refusals,
    Hurry hurry,
    ProviderOutage outage,
    CallFailures failures,
    ManualEdit edit,
    ChangeNews news,
    RecordWriter writer) {

  static RecordParts of(
      Notifications notifications,
      Alerts alerts,
      ToldIncidents deaths,
      Lease claims,
      boolean restore,
      Moment start,
      RandomGenerator random) {
    CurrentChange change = new CurrentChange();
    ReadSchedule schedule = new ReadSchedule(start);
    ProviderCalls calls = new ProviderCalls();
    LateWrites late = new LateWrites(start);
    Refusals refusals = new Refusals(start);
    Hurry hurry = new Hurry();
    ProviderOutage outage = new ProviderOutage(alerts, notifications, start);
    ChangeNews news = new ChangeNews(notifications, claims.used(), deaths);
    return new RecordParts(
        claims,
        restore,
        change,
        schedule,
        calls,
        new OpenCalls(calls, claims, late, schedule, change),
        late,
        refusals,
        hurry,
        outage,
        new CallFailures(calls, schedule, outage, hurry, random),
        new ManualEdit(alerts, notifications, start),
        news,
        new RecordWriter(claims, calls, refusals, schedule, news, change));
  }
}
