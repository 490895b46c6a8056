// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.Problem;
import io.clooster.daemon.RouteDirectory;
import io.clooster.init.Draft;
import io.clooster.init.Judgement;
import io.clooster.init.NewConfig;
import io.clooster.init.Prompts;
import io.clooster.init.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clooster init}: a first configuration, by questions or by options. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Write a first configuration, with a new key. Asks for what the options don't say.",
      "An installed Clooster's CONFIG is /etc/clooster/clooster.json unless you name another.",
      "A TOKEN, KEY or VALUE may be {{file:/path}} or {{env:NAME}}, so that it stands elsewhere."
    })
final class Init implements Callable<Integer> {
  private static final Pattern BETWEEN_NAMES = Pattern.compile(",");
  private static final String PUSHBULLET = "pushbullet";
  private static final Pattern LINE = Pattern.compile(" \\(line \\d+\\)");

  @Mixin private ConfigArgument argument;
  @Spec private CommandSpec spec;

  @Option(names = "--this-server", paramLabel = "NAME", description = "name of this server")
  private String thisServer = "";

  @Option(
      names = "--server",
      paramLabel = "NAME",
      description = "name of each server, this one too, the preferred one first; repeat it")
  private List<String> servers = new ArrayList<>();

  @Option(names = "--port", paramLabel = "PORT", description = "where all listen (2000)")
  private String port = "";

  @Option(names = "--zone", paramLabel = "ZONE", description = "DNS zone of the record")
  private String zone = "";

  @Option(
      names = "--record",
      paramLabel = "NAME",
      description = "full name of the record to be moved; repeat it for more")
  private List<String> records = new ArrayList<>();

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      description = "who has the record, one of routes/ (cloudflare)")
  private String provider = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "the provider's API token that may edit the zone's DNS")
  private String token = "";

  @Option(
      names = "--pushbullet",
      paramLabel = "TOKEN",
      description = "Pushbullet access token, if you want to be told")
  private String pushbullet = "";

  @Option(
      names = "--notifier",
      paramLabel = "NOTIFIER",
      description = "who tells you, one of routes/; repeat it for more")
  private List<String> notifiers = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "BLOCK.KEY=VALUE",
      description = "a key of the provider's or a notifier's block; repeat it for more")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "the key of servers that have one already (default: a new one)")
  private String key = "";

  @Option(
      names = "--join",
      paramLabel = "NAME",
      description = "print the file for another server, made of the one of this server")
  private String join = "";

  @Option(names = "--force", description = "overwrite the file if it is there")
  private boolean force;

  private final Supplier<@Nullable Terminal> terminals;
  private final InstalledPlace place;

  Init() {
    this(Terminal::ofThisProcess, InstalledPlace.of(Installation.home()));
  }

  Init(Supplier<@Nullable Terminal> terminals, InstalledPlace place) {
    this.terminals = terminals;
    this.place = place;
  }

  @Override
  public Integer call() {
    if (!argument.isGiven()) {
      argument.otherwise(place.config());
    }
    Path file = argument.file();
    String split = splitValues(file);
    if (split != null) {
      complain(split);
      return ExitStatus.CONFIG;
    }
    if (Files.isDirectory(file)) {
      complain(file + " is a directory; name a file: " + file.resolve("clooster.json"));
      return ExitStatus.CONFIG;
    }
    if (!join.isEmpty()) {
      return new JoinFile(spec.commandLine(), place).print(file, join);
    }
    if (!mayReplace(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return refused(file);
    }
    Draft draft = draft();
    Judgement judgement =
        new Judgement(file, RouteDirectory.kamelets(place.home()), System::getenv);
    List<Problem> wrong = judgement.of(draft);
    if (!wrong.isEmpty()) {
      return unusable(wrong);
    }
    List<String> missing = judgement.offers().missing(draft);
    if (missing.isEmpty()) {
      return written(draft, file);
    }
    Terminal terminal = terminals.get();
    if (terminal == null) {
      complain(
          "there is no terminal to ask at, and these are missing: " + String.join(", ", missing));
      return ExitStatus.CONFIG;
    }
    Thread interrupted = new Thread(this::interrupted, "init-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Draft answered = new Prompts(terminal, judgement, this::askedAgain).ask(draft);
    if (!leave(interrupted)) {
      return ExitStatus.FAILED; // Ctrl-C, which has been told.
    }
    if (answered == null) {
      complain("nothing was written");
      return ExitStatus.FAILED;
    }
    return written(answered, file);
  }

  /** What the options say. */
  private Draft draft() {
    Map<String, Map<String, String>> settings = new LinkedHashMap<>();
    String of = provider.isBlank() && !token.isBlank() ? Draft.PROVIDER : provider;
    List<String> blocks = new ArrayList<>(names(notifiers));
    if (!token.isBlank()) {
      settings.put(of, new LinkedHashMap<>(Map.of("token", token)));
    }
    if (!pushbullet.isBlank()) {
      settings.put(PUSHBULLET, new LinkedHashMap<>(Map.of("key", pushbullet)));
      blocks.add(PUSHBULLET);
    }
    set.forEach(
        (key, value) -> {
          int dot = key.lastIndexOf('.');
          if (dot < 1) {
            throw new ParameterException(
                spec.commandLine(), "--set: \"" + key + "\" is not BLOCK.KEY");
          }
          settings
              .computeIfAbsent(key.substring(0, dot), any -> new LinkedHashMap<>())
              .put(key.substring(dot + 1), value);
        });
    return new Draft(
        thisServer,
        names(servers),
        port,
        of,
        zone,
        names(records),
        blocks.stream().distinct().toList(),
        settings,
        key.isBlank() ? Draft.newKey() : key);
  }

  /** What is the example still, unchanged, nobody has written. */
  private boolean mayReplace(Path file) {
    return force || place.isExample(file);
  }

  /** The second of several values is read as the file, which it is hardly meant to be. */
  private @Nullable String splitValues(Path file) {
    String word = file.toString();
    if (UnknownWord.isLikeAPath(word)) {
      return null;
    }
    return SplitValues.advice(spec.commandLine().getParseResult().originalArgs(), word);
  }

  /** Ctrl-C, in the midst of a line, and the terminal gives no line end. */
  private void interrupted() {
    spec.commandLine().getErr().println();
    complain("nothing was written");
    spec.commandLine().getErr().flush();
  }

  /** False where this process ends already. */
  private static boolean leave(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** An option that is repeated, or whose names have commas between them. */
  private static List<String> names(List<String> given) {
    return given.stream()
        .flatMap(BETWEEN_NAMES::splitAsStream)
        .filter(name -> !name.isBlank())
        .toList();
  }

  private int written(Draft draft, Path file) {
    try {
      place.prepare(file);
      Path kamelets = RouteDirectory.kamelets(place.home());
      say(NewConfig.write(draft, file, kamelets, System::getenv, mayReplace(file)), file);
      return ExitStatus.OK;
    } catch (ConfigException e) {
      return unusable(e.problems());
    } catch (FileAlreadyExistsException e) {
      return refused(file);
    } catch (NoSuchFileException e) {
      complain("there is no directory for " + file + "; create it first");
      return ExitStatus.FAILED;
    } catch (AccessDeniedException e) {
      complain(
          file
              + " can't be written: the user "
              + System.getProperty("user.name")
              + " may not make files in its directory; do it as root, or name another file");
      return ExitStatus.FAILED;
    } catch (IOException e) {
      complain(file + " can't be written: " + FailureText.of(e) + "; look at the disk there");
      return ExitStatus.FAILED;
    }
  }

  private int refused(Path file) {
    complain(file + " is there already; name another file, or use --force to overwrite it");
    return ExitStatus.CONFIG;
  }

  private void say(NewConfig written, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written: " + file + " (yours alone to read: it holds the secrets)");
    out.println();
    out.println("Next:");
    out.println(
        "- Copy it to "
            + String.join(
                " and ", written.config().peers().stream().map(Config.Server::name).toList())
            + ", and change \"this_server\" there to that server's name: nothing else differs"
            + " (clooster init --join prints it).");
    for (String variable : written.unset()) {
      out.println("- Set " + variable + " where Clooster is started: it isn't set here.");
    }
    out.println(
        "- Let the servers reach each other at port " + written.config().self().port() + ".");
    Config.DnsRecord record = written.config().record();
    out.println(
        "- "
            + String.join(" and ", written.config().recordNames())
            + (written.config().recordNames().size() == 1 ? " has" : " have")
            + " to be there already, as "
            + record.type()
            + " of "
            + record.preferredValue()
            + ": Clooster changes it, and makes none.");
    place.secrets(written.files()).forEach(out::println);
    place.commands(file).forEach(out::println);
    out.flush();
  }

  private int unusable(List<Problem> wrong) {
    complain("nothing was written, because this can't be used:");
    tell(wrong);
    return ExitStatus.CONFIG;
  }

  private void askedAgain(List<Problem> wrong) {
    spec.commandLine().getErr().println("That can't be used:");
    tell(wrong);
    spec.commandLine().getErr().println("Once more (Enter keeps what is in brackets):");
  }

  /** The problems without file and line, which nobody has seen. */
  private void tell(List<Problem> wrong) {
    for (Problem problem : wrong) {
      spec.commandLine()
          .getErr()
          .println(
              "  "
                  + problem.key()
                  + ": "
                  + LINE.matcher(problem.what()).replaceAll("")
                  + "; "
                  + problem.remedy());
    }
  }

  private void complain(String text) {
    spec.commandLine().getErr().println("clooster init: " + text);
  }
}
