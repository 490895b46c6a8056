// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.call.Redaction;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Severity;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.TypeConverterSupport;

/**
 * What the topics carry, as JSON: {@code convertBodyTo: type: String} in a route makes that of an
 * event, an action or a notice. An object with the name of what it is, and its parts: durations in
 * seconds, moments by ISO 8601, no secret that somebody has sent back.
 */
final class TopicJson extends TypeConverterSupport {
  private final JsonMapper json;

  /** {@code clock} tells what the wall clock showed at a moment. */
  private TopicJson(Function<Moment, Instant> clock) {
    SimpleModule words = new SimpleModule();
    words.addSerializer(Duration.class, number(time -> time.toMillis() / 1000.0));
    words.addSerializer(Moment.class, text(moment -> clock.apply(moment).toString()));
    words.addSerializer(Severity.class, text(Severity::word));
    json =
        JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(words)
            .build();
    // What a provider's Kamelets have read is theirs.
    json.configOverride(RecordSnapshot.class)
        .setIgnorals(JsonIgnoreProperties.Value.forIgnoredProperties("source"));
    json.addMixIn(Values.class, Unwrapped.class);
  }

  /** From now on this context makes JSON of them. */
  static void joins(CamelContext context, Function<Moment, Instant> clock) {
    TypeConverterRegistry converters = context.getTypeConverterRegistry();
    TopicJson converter = new TopicJson(clock);
    converters.addTypeConverter(String.class, Event.class, converter);
    converters.addTypeConverter(String.class, Action.class, converter);
    converters.addTypeConverter(String.class, Message.class, converter);
  }

  @Override
  public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
    try {
      ObjectNode parts = json.valueToTree(value);
      ObjectNode named = json.createObjectNode();
      if (!(value instanceof Message)) {
        named.put(value instanceof Event ? "event" : "action", value.getClass().getSimpleName());
      }
      named.setAll(parts);
      return type.cast(Redaction.of(json.writeValueAsString(named)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new TypeConversionException(value, type, e);
    }
  }

  /** Of a map in a record of one part, the map. */
  private abstract static class Unwrapped {
    @JsonValue
    abstract Object byName();
  }

  private static <T> JsonSerializer<T> number(Function<T, Double> as) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeNumber(as.apply(value));
      }
    };
  }

  private static <T> JsonSerializer<T> text(Function<T, String> as) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(as.apply(value));
      }
    };
  }
}
