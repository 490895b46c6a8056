// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/** One question to one server, over UDP, or TCP where the answer is too long for that. */
final class DnsQuery {
  /** So long a server may take to answer. */
  static final Duration DEADLINE = Duration.ofSeconds(2);

  static final String NO_ANSWER = "no answer";

  private DnsQuery() {}

  /**
   * The server's answer, whatever it says.
   *
   * @param recursive whether it shall ask others
   * @throws IOException when there is none; in plain words
   */
  static Message ask(InetSocketAddress server, Name name, int type, boolean recursive)
      throws IOException, InterruptedException {
    return answer(begin(server, name, type, recursive));
  }

  /** Asks without waiting; {@link #answer} waits. */
  static CompletionStage<Message> begin(
      InetSocketAddress server, Name name, int type, boolean recursive) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (!recursive) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(DEADLINE);
    return resolver.sendAsync(query);
  }

  static Message answer(CompletionStage<Message> asked) throws IOException, InterruptedException {
    try {
      return asked.toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(NO_ANSWER);
    } catch (ExecutionException | CompletionException e) {
      throw new IOException(words(FailureText.rootOf(e)));
    }
  }

  private static String words(Throwable failure) {
    if (failure instanceof WireParseException) {
      return "what answers is no answer: " + FailureText.of(failure);
    }
    String words = FailureText.of(failure);
    boolean late = failure instanceof TimeoutException || words.startsWith("Timed out");
    return late ? NO_ANSWER : words;
  }
}
