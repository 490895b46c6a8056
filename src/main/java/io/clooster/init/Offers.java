// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.ConfigReader;
import io.clooster.config.KameletOffer;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the installation has to choose from, and so what is to be asked for.
 *
 * @param providers that can have the records
 * @param notifiers that can tell somebody
 */
public record Offers(List<KameletOffer> providers, List<KameletOffer> notifiers) {
  /**
   * Those of an installation.
   *
   * @param kamelets see {@link ConfigReader#read}
   */
  public static Offers of(Path kamelets) {
    return new Offers(KameletOffer.providers(kamelets), KameletOffer.notifiers(kamelets));
  }

  /** What has to be asked for such a draft, in this order. */
  Set<Prompt> prompts(Draft draft) {
    Set<Prompt> prompts =
        new LinkedHashSet<>(EnumSet.complementOf(EnumSet.of(FixedPrompt.NOTIFIERS)));
    String provider = draft.provider().isBlank() ? Draft.PROVIDER : draft.provider();
    ask(prompts, provider, providers);
    prompts.add(FixedPrompt.NOTIFIERS);
    draft.notifiers().forEach(name -> ask(prompts, name, notifiers));
    return prompts;
  }

  /** The names of what there is to choose from. */
  String choice(FixedPrompt prompt) {
    return (prompt == FixedPrompt.PROVIDER ? providers : notifiers)
        .stream().map(KameletOffer::name).collect(Collectors.joining(", "));
  }

  /** Whether a key of a block takes a list. */
  boolean isList(String block, String key) {
    return Stream.of(providers, notifiers)
        .flatMap(offers -> find(block, offers).stream())
        .flatMap(offer -> offer.keys().stream())
        .anyMatch(each -> each.name().equals(key) && each.list());
  }

  /** What the draft names and the installation has not. */
  List<Problem> unknown(Draft draft) {
    List<Problem> unknown = new ArrayList<>();
    if (!draft.provider().isBlank() && find(draft.provider(), providers).isEmpty()) {
      unknown.add(unknown(FixedPrompt.PROVIDER, draft.provider()));
    }
    for (String name : draft.notifiers()) {
      if (find(name, notifiers).isEmpty()) {
        unknown.add(unknown(FixedPrompt.NOTIFIERS, name));
      }
    }
    return unknown;
  }

  private Problem unknown(FixedPrompt prompt, String name) {
    return new Problem(
        "",
        0,
        prompt.key(),
        Quoting.quoted(name) + " is not there",
        "write one of " + choice(prompt));
  }

  /** By the name, or the part before its {@code @}, that tells several of a kind apart. */
  private static Optional<KameletOffer> find(String block, List<KameletOffer> offers) {
    String kind = block.replaceFirst("@.*", "");
    return offers.stream()
        .filter(
            offer ->
                offer.name().equals(block)
                    || (block.contains("@") && offer.name().replaceFirst("@.*", "").equals(kind)))
        .findFirst();
  }

  private static void ask(Set<Prompt> prompts, String block, List<KameletOffer> offers) {
    find(block, offers)
        .ifPresent(
            offer -> offer.keys().forEach(key -> prompts.add(new SettingPrompt(block, key))));
  }

  /** The options that would give the answers which aren't there and have no default. */
  public List<String> missing(Draft draft) {
    return prompts(draft).stream()
        .filter(question -> question.isNeeded() && !question.isAnswered(draft))
        .map(Prompt::option)
        .toList();
  }
}
