// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.protocol1.PairFailover;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever happens. */
class FailoverPropertyTest {
  private static final Duration CALM = Duration.ofMinutes(14);

  @Property(tries = 400)
  void whateverTheStormAfterwardsTheRecordIsWithTheLivingAndEverythingWasTold(
      @ForAll("settings") SettingsForTest settings,
      @ForAll("storms") List<World.Blow> storm,
      @ForAll boolean peerLives,
      @ForAll long seed) {
    World world = new World(settings.build(), seed);

    storm.forEach(world::befalls);
    world.calm(peerLives, CALM);

    if (peerLives) {
      assertThat(world.linked()).isTrue();
      assertThat(world.record).isEqualTo(settings.build().preferredValue());
    } else if (world.everSeen) {
      assertThat(world.record).isEqualTo(PairStory.ME);
    }
    assertThat(endings(world, "peer-down")).as("deaths told").isEqualTo(world.downs);
    assertThat(count(world, "record-lost")).isEqualTo(count(world, "record-found"));
    assertThat(world.messages.stream().map(Action.Notify::id)).doesNotHaveDuplicates();
    assertThat(remembered(world.failover())).as("things remembered").isLessThanOrEqualTo(4);
  }

  @Property(tries = 200)
  void theSameEventsLeadToTheSameActions(
      @ForAll("settings") SettingsForTest settings,
      @ForAll("storms") List<World.Blow> storm,
      @ForAll long seed) {
    World first = new World(settings.build(), seed);
    World second = new World(settings.build(), seed);

    storm.forEach(first::befalls);
    storm.forEach(second::befalls);

    assertThat(first.history).isEqualTo(second.history);
  }

  @Property(tries = 2000)
  void noOrderOfEventsWhateverTheirNumbersIsTooMuch(
      @ForAll("settings") SettingsForTest settings,
      @ForAll("anything") List<Happening> happenings) {
    PairFailover failover =
        new PairFailover(settings.build(), new Moment(0), new SplittableRandom(7));
    long now = 0;
    long lastCall = 0;
    long askedAt = 0;
    boolean answered = false;
    for (Happening happening : happenings) {
      now += happening.millisecondsLater() * 1_000_000;
      answered |= happening.event() instanceof Event.RecordRead read && read.number() == lastCall;
      for (Action action : failover.on(happening.event(), new Moment(now))) {
        if (action instanceof Action.ReadRecord read) {
          assertThat(read.number()).isGreaterThan(lastCall);
          lastCall = read.number();
          askedAt = now;
          answered = false;
        } else if (action instanceof Action.WriteRecord write) {
          assertThat(answered).as("the last question is a read, and answered").isTrue();
          assertThat(happening.event() instanceof Event.RecordRead || now - askedAt < 1e9)
              .as("the answer comes right now, or is younger than a second")
              .isTrue();
          lastCall = write.number();
          answered = false;
        }
      }
    }
    assertThat(remembered(failover)).as("things remembered").isLessThan(happenings.size() + 5);
  }

  /** An event, and how long after the one before it is looked at. */
  record Happening(Event event, long millisecondsLater) {}

  @Provide
  Arbitrary<SettingsForTest> settings() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(PairStory.ME, PairStory.OTHER, "third.test"),
            Arbitraries.of("0s", "2s", "30s", "10m"))
        .as(
            (connects, preferred, confirm) ->
                new SettingsForTest().connects(connects).preferring(preferred).confirm(confirm));
  }

  @Provide
  Arbitrary<List<World.Blow>> storms() {
    Arbitrary<Integer> soon = Arbitraries.integers().between(0, 8_000);
    Arbitrary<Integer> later = Arbitraries.integers().between(0, 150_000);
    return Combinators.combine(
            Arbitraries.oneOf(soon, soon, later),
            Arbitraries.of(World.Blow.Kind.class),
            Arbitraries.integers().between(0, 1000))
        .as(World.Blow::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Happening>> anything() {
    Arbitrary<Long> number = Arbitraries.longs().between(1, 12);
    Arbitrary<String> value =
        Arbitraries.of(PairStory.ME, PairStory.OTHER, "third.test", World.HAND);
    Arbitrary<Event> event =
        Arbitraries.oneOf(
            Arbitraries.of(new Event.Tick(), new Event.WatchdogTick(), new Event.KeepAliveDue()),
            number.map(link -> new Event.LinkOpened(PairStory.OTHER, link, false)),
            number.map(Event.Heard::new),
            number.map(link -> new Event.LinkClosed(link, "reset")),
            Arbitraries.of(true, false)
                .map(refused -> new Event.ConnectFailed(PairStory.OTHER, refused, "why")),
            Arbitraries.of(HelloFault.class)
                .map(
                    fault ->
                        new Event.HelloFailed(PairStory.OTHER, fault, HelloOrigin.ADDRESS, "why")),
            Combinators.combine(number, value)
                .as((n, v) -> new Event.RecordRead(n, new RecordSnapshot(v, ""))),
            number.map(Event.RecordWritten::new),
            Combinators.combine(number, Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as((n, wait) -> new Event.RecordFailed(n, "why", Duration.ofSeconds(wait))));
    Arbitrary<Long> later =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 300),
            Arbitraries.of(0L, 500L, 501L, 2000L, 2001L, 60_000L, 120_000L, 86_400_000L));
    return Combinators.combine(event, later).as(Happening::new).list().ofMaxSize(60);
  }

  /** How a death was told in the end; that it could not be acted on yet is no end. */
  private static long endings(World world, String kind) {
    return world.messages.stream()
        .filter(message -> message.kind().equals(kind) && !message.variant().equals("failing"))
        .count();
  }

  private static long count(World world, String kind) {
    return world.messages.stream().filter(message -> message.kind().equals(kind)).count();
  }

  /** How many things are in the collections of the decision's own objects. */
  private static int remembered(Object owner) {
    int count = 0;
    for (Field field : fieldsOf(owner)) {
      Object value = valueOf(field, owner);
      if (value instanceof Collection<?> things) {
        count += things.size();
      } else if (value instanceof Map<?, ?> things) {
        count += things.size();
      } else if (value != null
          && value.getClass().getPackageName().equals("io.clooster.failover")) {
        count += remembered(value);
      }
    }
    return count;
  }

  private static List<Field> fieldsOf(Object owner) {
    List<Field> fields = new ArrayList<>(List.of(owner.getClass().getDeclaredFields()));
    fields.removeIf(
        field -> Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive());
    return fields;
  }

  private static Object valueOf(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
