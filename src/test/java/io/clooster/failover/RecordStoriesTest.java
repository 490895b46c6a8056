// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.DOWN;
import static io.clooster.failover.FakeProvider.Mood.HOLDS_WRITES;
import static io.clooster.failover.FakeProvider.Mood.IGNORES_WRITES;
import static io.clooster.failover.FakeProvider.Mood.READ_ONLY;
import static io.clooster.failover.FakeProvider.Mood.SILENT;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bringing the record to the wanted value, whatever its provider does. */
class RecordStoriesTest {

  @Test
  void theRecordIsReadOnceAMinuteAnyway() {
    PairStory.listening().starts().at("5m").called("read", "read", "read", "read", "read", "read");
  }

  @Test
  void aRecordThatIsAsWantedIsOnlyReported() {
    PairStory.connecting()
        .atPeace()
        .recordIsSetTo(ME)
        .linkCloses(1)
        .refused()
        .called("read")
        .told("peer-down [a.test] Server 'b.test' is now down (stream closed) | No record change");
  }

  @Test
  void failedCallsAreRetriedFromOneSecondToOneMinuteWithJitter() {
    PairStory story =
        PairStory.connecting()
            .atPeace()
            .provider(DOWN)
            .linkCloses(1)
            .refused()
            .forgetting()
            .after("20m");
    List<Duration> pauses = story.pausesBetweenReads();
    long[] seconds = {2, 4, 8, 16, 32, 60, 60, 60};
    for (int i = 0; i < seconds.length; i++) {
      assertThat(pauses.get(i))
          .isBetween(
              Duration.ofMillis(800 * seconds[i]), Duration.ofMillis(1000 * seconds[i] + 200));
    }
    assertThat(pauses.subList(8, 15)).doesNotHaveDuplicates();
  }

  @Test
  void aProviderThatAsksUsToWaitIsLeftAloneForSoLong() {
    PairStory story = PairStory.connecting().atPeace();
    story.provider.retryAfter(Duration.ofMinutes(5));
    story
        .provider(DOWN)
        .linkCloses(1)
        .called("read")
        .refused()
        .called("read")
        .after("4m59s")
        .called()
        .after("1s")
        .called("read");
  }

  @Test
  void butNotForLongerThanTenMinutes() {
    PairStory story = PairStory.connecting().atPeace();
    story.provider.retryAfter(Duration.ofSeconds(Long.MAX_VALUE));
    story
        .provider(DOWN)
        .linkCloses(1)
        .called("read")
        .refused()
        .called("read")
        .after("9m59s")
        .called()
        .after("1s")
        .called("read");
  }

  @Test
  void aShorterRetryAfterDoesNotShortenTheBackOff() {
    PairStory story = PairStory.connecting().atPeace();
    story.provider.retryAfter(Duration.ofMillis(1));
    story.provider(DOWN).linkCloses(1).refused().called("read", "read").after("0.6s").called();
  }

  @Test
  void aNewWishActsAtOnce() {
    PairStory story = PairStory.connecting().atPeace();
    story.provider.retryAfter(Duration.ofMinutes(5));
    story
        .provider(DOWN)
        .linkCloses(1)
        .called("read")
        .refused()
        .called("read")
        .provider(WORKS)
        .after("1s")
        .called()
        .linkOpens(2)
        .called("read")
        .after("0.1s")
        .linkCloses(2)
        .called()
        .refused()
        .called("read", "write " + ME, "read");
  }

  @Test
  void aCallThatIsNeverAnsweredIsGivenUpAfterThirtySeconds() {
    PairStory.connecting()
        .atPeace()
        .provider(SILENT)
        .linkCloses(1)
        .refused()
        .called("read")
        .after("29.8s")
        .called()
        .provider(WORKS)
        .after("0.2s")
        .logged("no answer within 30 s")
        .after("1s")
        .called("read", "write " + ME, "read");
  }

  @Test
  void aWriteThatIsNeverAnsweredAndTookEffectIsToldAsDone() {
    PairStory.connecting()
        .atPeace()
        .provider(HOLDS_WRITES)
        .linkCloses(1)
        .refused()
        .after("5s")
        .and(story -> story.provider.heldWriteLands())
        .after("27s")
        .told("has been changed to 'a.test'")
        .wrote(ME);
  }

  @Test
  void anAcceptedWriteWithoutEffectIsAFailureAndBacksOff() {
    PairStory.connecting()
        .atPeace()
        .provider(IGNORES_WRITES)
        .linkCloses(1)
        .refused()
        .called("read", "write " + ME, "read")
        .logged("failing: the provider accepted the change, but the record still holds b.test")
        .after("0.6s")
        .called()
        .after("1h")
        .told("but something went wrong while updating the record | Here's what went wrong: the")
        .provider(WORKS)
        .after("1m")
        .recordHolds(ME)
        .told("has been changed to 'a.test'");
  }

  @Test
  void writesThatFailWhileReadsWorkBackOffToo() {
    PairStory story =
        PairStory.connecting().atPeace().provider(READ_ONLY).linkCloses(1).refused().forgetting();
    story.after("5m");
    assertThat(story.pausesBetweenReads()).hasSizeBetween(7, 12);
  }

  @Test
  void failedAnswersToGivenUpWritesStartNoChainOfCalls() {
    PairStory story =
        PairStory.connecting().atPeace().provider(HOLDS_WRITES).linkCloses(1).refused();
    // Each write is given up for the next wish; its failure comes when the next is under way.
    for (long link = 2; link < 12; link++) {
      story.after("1s").linkOpens(link).after("3s").linkCloses(link).refused();
    }
    story.forgetting();
    for (int i = 0; i < 11; i++) {
      story.event(story.provider.heldWriteFails());
    }
    story.called();
  }

  @Test
  void aGivenUpWriteThatSucceedsInTheMiddleOfANewerOneDoesNotDisturbIt() {
    PairStory story =
        PairStory.connecting()
            .atPeace()
            .provider(HOLDS_WRITES)
            .linkCloses(1)
            .refused()
            .after("1s")
            .recordIsSetTo("hand.test")
            .linkOpens(2)
            .after("3s")
            .wrote(ME, OTHER)
            .forgetting();
    story.event(story.provider.heldWriteSucceeds()).called();
    story.provider.heldWriteLands();
    story
        .event(story.provider.heldWriteSucceeds())
        .called("read")
        .told("is now up | The address for 'www.test' has been changed to 'b.test' (it held");
  }

  @Test
  void aWishThatIsOvertakenByAnotherIsToldAsSuch() {
    PairStory.connecting()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .refused()
        .after("1s")
        .linkOpens(2)
        .told("peer-down [a.test] Server 'b.test' is now down (stream closed) | Before the record")
        .provider(WORKS)
        .after("5s")
        .told("peer-up [a.test] Server 'b.test' is now up | No record change is necessary")
        .wroteNothing();
  }

  @Test
  void answersToQuestionsThatNobodyAskedChangeNothing() {
    PairStory.connecting()
        .atPeace()
        .event(new Event.RecordRead(4_711, new RecordSnapshot("hand.test", "source")))
        .event(new Event.RecordWritten(4_712))
        .event(new Event.RecordFailed(4_713, "late", Duration.ZERO))
        .called()
        .toldNothing()
        .didNotLog("failing");
  }

  @Test
  void anAnswerOfTheWrongKindChangesNothing() {
    PairStory.connecting()
        .atPeace()
        .provider(SILENT)
        .linkCloses(1)
        .refused()
        .called("read")
        .and(PairStory::writeSucceedsWithTheNumberOfTheRead)
        .called()
        .provider(WORKS)
        .answersOpenCallWith(OTHER)
        .called("write " + ME, "read");
  }

  @Test
  void theLogTellsEachStepOfAChange() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .logsInOrder(
            "WARN peer=b.test state=disconnected: closed by the peer",
            "WARN peer=b.test state=unreachable: connecting to b.test: Connection refused",
            "WARN peer=b.test state=down: stream closed",
            "INFO record=www.test state=wanted value=a.test",
            "INFO record=www.test state=writing value=a.test",
            "INFO record=www.test state=read value=a.test",
            "INFO record=www.test state=settled value=a.test",
            "INFO record=www.test state=moved: first sign at 00:13:25 UTC, decided +0 ms, written"
                + " +0 ms, verified +0 ms at 2 name servers; resolvers may give the old value for"
                + " 300 s more")
        .recordIsSetTo(OTHER)
        .after("6s")
        .logsInOrder(
            "INFO record=www.test state=read value=b.test",
            "WARN record=www.test state=late write: holds b.test again",
            "INFO record=www.test state=writing value=a.test",
            "INFO record=www.test state=read value=a.test",
            "INFO record=www.test state=settled value=a.test")
        .after("1h")
        .logsInOrder();
  }

  @Test
  void onlyTheFirstAnswerToAGivenUpWriteCounts() {
    PairStory story =
        PairStory.connecting()
            .atPeace()
            .provider(HOLDS_WRITES)
            .linkCloses(1)
            .refused()
            .after("1s")
            .linkOpens(2)
            .after("5s")
            .forgetting();
    Event failure = story.provider.heldWriteFails();
    story
        .event(failure)
        .event(new Event.RecordWritten(((Event.RecordFailed) failure).number()))
        .called();
  }
}
