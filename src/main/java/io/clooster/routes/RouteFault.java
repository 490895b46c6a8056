// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.call.FailureText;
import io.clooster.call.Redaction;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Why something of {@code routes/} can't be made or started.
 *
 * @param what what is wrong, in one line and without secrets
 * @param remedy what to do about it
 */
public record RouteFault(String what, String remedy) {
  /** Which one, Camel does not say. */
  public static final RouteFault NO_TYPE =
      new RouteFault(
          "it converts to a type that is not there",
          "correct the type, or put its jar into lib/ext/");

  private static final Pattern NO_COMPONENT =
      Pattern.compile("No endpoint could be found for: ((\\w[^:]*):/*([^,\\s]*))");
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile(
          "resolve endpoint: ([^?\\s]+).* Unknown parameters=\\[\\{(.*?)=", Pattern.DOTALL);
  private static final Pattern PLACEHOLDER =
      Pattern.compile("Property with key \\[(.*?)] not found");

  /** So many mistakes of a file are told. */
  private static final int MOST = 5;

  /** All of these, of which there is one at least, in one. */
  public static RouteFault together(List<RouteFault> faults) {
    if (faults.size() == 1) {
      return faults.get(0);
    }
    String first =
        faults.stream()
            .limit(MOST)
            .map(fault -> fault.what + " (" + fault.remedy + ")")
            .collect(Collectors.joining("; "));
    int more = faults.size() - MOST;
    return new RouteFault(
        faults.size()
            + " mistakes: "
            + first
            + (more > 0 ? "; and " + more + " more, which \"clooster check\" names" : ""),
        "correct these");
  }

  /** What this exception means. */
  public static RouteFault of(Throwable failure) {
    RouteFault fault = meant(failure);
    if (FailureText.rootOf(failure) instanceof Misshapen) {
      return fault; // Several may be longer than what one alone may quote.
    }
    return new RouteFault(FailureText.quote(Redaction.of(fault.what)), fault.remedy);
  }

  private static RouteFault meant(Throwable failure) {
    Throwable root = FailureText.rootOf(failure);
    String text = String.valueOf(root.getMessage());
    Optional<NoSuchBeanException> bean = cause(failure, NoSuchBeanException.class);
    if (bean.isPresent()) {
      return new RouteFault(
          "there is no bean \"" + bean.get().getName() + '"',
          "correct the name, or declare it below \"beans\"");
    }
    Optional<SimpleIllegalSyntaxException> syntax =
        cause(failure, SimpleIllegalSyntaxException.class);
    if (syntax.isPresent()) {
      return new RouteFault(
          String.valueOf(syntax.get().getMessage()).replaceAll("\\s+\\^?\\s*", " ").strip(),
          "correct the expression");
    }
    Matcher placeholder = PLACEHOLDER.matcher(text);
    if (placeholder.find()) {
      return new RouteFault(
          "nothing is known by the name {{" + placeholder.group(1) + "}}",
          "write \""
              + placeholder.group(1)
              + "=…\" into conf/application.properties, or a default here: {{"
              + placeholder.group(1)
              + ":default}}; a Kamelet declares it below \"properties\"");
    }
    if (root instanceof ClassNotFoundException || root instanceof LinkageError) {
      return new RouteFault(
          "the class " + text.replace('/', '.') + " can't be loaded",
          "correct the type, or put its jar into lib/ext/");
    }
    if (text.startsWith("type must be specified on")) {
      return NO_TYPE;
    }
    if (root instanceof NameTaken) {
      return new RouteFault(text, "give yours another name");
    }
    if (root instanceof QueueTaken taken) {
      return new RouteFault(text, taken.remedy());
    }
    if (root instanceof Misshapen file) {
      return file.fault();
    }
    if (root instanceof MarkedYamlEngineException yaml) {
      return Misshapen.of(yaml);
    }
    if (root instanceof RouteSource.Unusable file) {
      return file.fault();
    }
    if (root instanceof SendsIntercepted) {
      return new RouteFault(text, SendsIntercepted.REMEDY);
    }
    if (root instanceof BindException) {
      return new RouteFault(
          text, "end the other program that uses the port, or write another address or port");
    }
    return endpoint(text)
        .orElseGet(
            () ->
                new RouteFault(FailureText.of(root), "see what Camel's documentation says of it"));
  }

  private static Optional<RouteFault> endpoint(String text) {
    Matcher component = NO_COMPONENT.matcher(text);
    if (component.find()) {
      boolean reference = component.group(2).equals("ref");
      return Optional.of(
          reference
              ? new RouteFault(
                  "there is no endpoint \"" + component.group(3) + '"',
                  "correct the name, or declare it below \"beans\"")
              : new RouteFault(
                  "there is no component for \"" + component.group(2) + ":\"",
                  "correct the scheme, or put the component's jars into lib/ext/"));
    }
    Matcher option = UNKNOWN_OPTION.matcher(text);
    if (option.find()) {
      return Optional.of(
          new RouteFault(
              option.group(1) + " has no option \"" + option.group(2) + '"', "correct its name"));
    }
    return Optional.empty();
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
