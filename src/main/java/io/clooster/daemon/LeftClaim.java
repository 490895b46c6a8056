// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.ProviderRecords;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;

/** The claim that a group, or a server that was taken off its list, leaves in its zone. */
public final class LeftClaim implements AutoCloseable {
  private final KameletCalls calls;
  private final ProviderCalls provider;

  /** What can't be done, with what to do. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  private LeftClaim(KameletCalls calls) {
    this.calls = calls;
    this.provider = calls.provider();
  }

  /** Of the group of this configuration, which uses claims. */
  public static LeftClaim of(Config config, Path home) throws Failed {
    try {
      return new LeftClaim(KameletCalls.of(config, home));
    } catch (StartFailure e) {
      throw new Failed(String.valueOf(e.getMessage()));
    }
  }

  /** The full name of its TXT record. */
  public String name() {
    return CamelSetup.mapping(calls.config()).claimName().orElseThrow();
  }

  /**
   * What stands there.
   *
   * @param words {@code epoch 7, held by srv2} say
   * @param removedServer the server that it names, where the list of servers lacks that one; null
   *     where it does not
   */
  public record Found(String words, @Nullable String removedServer) {}

  /** What one look shows; null where nothing stands there. */
  public @Nullable Found found() throws Failed {
    RecordSnapshot snapshot = read();
    if (claims(snapshot).claims().isEmpty()) {
      return null;
    }
    Claim claim = snapshot.claim();
    return claim == null
        ? new Found("one that can't be read", null)
        : new Found(RecordProbe.words(claim), removed(claim.holder()));
  }

  private @Nullable String removed(String holder) {
    boolean listed =
        calls.config().servers().stream().anyMatch(server -> server.name().equals(holder));
    return listed ? null : holder;
  }

  /**
   * Takes it away, where it is still as it is read once more for that.
   *
   * @return what stands there afterwards, as {@link #found} tells it
   */
  public @Nullable Found remove() throws Failed {
    ProviderRecords claims = claims(read());
    if (!claims.claims().isEmpty()) {
      try {
        provider.remove(claims);
      } catch (CamelExecutionException e) {
        throw new Failed(
            "the claim %s can't be deleted: %s; where a server of the group still runs, it renews it: stop Clooster on all of them, and try again"
                .formatted(name(), FailureText.of(e)));
      }
    }
    return found();
  }

  private RecordSnapshot read() throws Failed {
    try {
      return provider.read();
    } catch (CamelExecutionException | DnsFailure e) {
      throw new Failed("the claim %s can't be read: %s".formatted(name(), FailureText.of(e)));
    }
  }

  private static ProviderRecords claims(RecordSnapshot snapshot) {
    return (ProviderRecords) snapshot.source();
  }

  @Override
  public void close() {
    calls.close();
  }
}
