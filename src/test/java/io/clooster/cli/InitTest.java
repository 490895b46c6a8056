// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.Secret;
import io.clooster.init.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InitTest {
  private static final String[] ENOUGH = {
    "--this-server", "srv2.example.com",
    "--server", "srv1.example.com",
    "--server", "srv2.example.com",
    "--zone", "example.com",
    "--record", "www.example.com",
    "--token", "HUSH-TOKEN"
  };

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file = Path.of("");
  private InstalledPlace place = InstalledPlace.of(Path.of("").toAbsolutePath());

  @BeforeEach
  void aFileThatIsNotThere() {
    file = directory.resolve("clooster.json");
  }

  @Test
  void optionsMakeAValidFileWithoutAQuestion() throws Exception {
    int status = init(null, ENOUGH);

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    Config config = read();
    assertThat(config.protocol()).isEqualTo(2);
    assertThat(config.thisServer()).isEqualTo("srv2.example.com");
    assertThat(config.servers())
        .containsExactly(
            new Config.Server("srv1.example.com", "srv1.example.com", 2000, Map.of()),
            new Config.Server("srv2.example.com", "srv2.example.com", 2000, Map.of()));
    assertThat(config.recordNames()).containsExactly("www.example.com");
    assertThat(config.services()).containsOnlyKeys("cloudflare");
    assertThat(config.services().get("cloudflare")).containsEntry("token", "HUSH-TOKEN");
  }

  @Test
  void whatElseCanBeSaidIsInTheFile() throws Exception {
    int status =
        init(
            null,
            with(
                "--server=srv3.example.com,srv4.example.com",
                "--port=4000",
                "--record=example.com",
                "--pushbullet=o.HUSH",
                "--key=a \"quoted\" key \\ of theirs"));

    assertThat(status).isZero();
    Config config = read();
    assertThat(config.servers())
        .extracting(Config.Server::name)
        .containsExactly(
            "srv1.example.com", "srv2.example.com", "srv3.example.com", "srv4.example.com");
    assertThat(config.listen()).isEqualTo(new Config.Role.Listening("0.0.0.0", 4000, 2));
    assertThat(config.recordNames()).containsExactly("www.example.com", "example.com");
    assertThat(config.services().get("pushbullet")).containsEntry("key", "o.HUSH");
    assertThat(config.key()).isEqualTo(new Secret("a \"quoted\" key \\ of theirs"));
    assertThat(Files.readString(file)).contains("\n  # Who is told.\n  \"pushbullet\": {");
  }

  @Test
  void eachFileHasAKeyOfItsOwn() throws Exception {
    init(null, ENOUGH);
    Secret first = read().key();
    init(null, with("--force"));
    Secret second = read().key();

    assertThat(first.value()).matches("[0-9a-f]{64}");
    assertThat(second.value()).matches("[0-9a-f]{64}");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void noSecretIsPrinted() throws Exception {
    init(null, with("--pushbullet=o.HUSH"));

    assertThat(out + " " + err).doesNotContain("HUSH", read().key().value());
  }

  @Test
  void theFileIsForItsOwnerOnlyAndNothingElseIsLeft() throws Exception {
    init(null, ENOUGH);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void theNextStepsAreTold() {
    init(null, ENOUGH);

    assertThat(out.toString())
        .contains("Written: " + file)
        .contains("Copy it to srv1.example.com, and change \"this_server\" there")
        .contains("port 2000")
        .contains("www.example.com has to be there already, as CNAME of srv1.example.com")
        .contains("clooster check --online " + file)
        .contains("systemctl enable --now clooster")
        .contains("clooster run " + file);
  }

  @Test
  void aFileThatIsThereStaysAsItIs() throws Exception {
    Files.writeString(file, "mine");

    int status = init(null, ENOUGH);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("is there already").contains("--force");
    assertThat(file).hasContent("mine");
  }

  @Test
  void forceReplacesItAndItsMode() throws Exception {
    Files.writeString(file, "mine");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    int status = init(null, with("--force"));

    assertThat(status).isZero();
    assertThat(read().thisServer()).isEqualTo("srv2.example.com");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutATerminalTheMissingOptionsAreNamed() throws IOException {
    int status = init(null, "--this-server", "srv1.example.com", "--zone", "example.com");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("are missing: --server, --record, --set cloudflare.token");
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--this-server=srv9.example.com | this_server: is none of the servers",
        "--port=0 | listen.port: \"0\" is out of range",
        "--port=many | listen.port: \"many\" is not a port",
        "--zone=example.net | \"www.example.com\" is not in the zone",
        "--key=short | key: is shorter than 16 characters; make one",
        "--token=two words | cloudflare.token: contains a space",
        "--token={{file:none}} | cloudflare.token: needs the file \"none\"",
        "--server=srv1.example.com | servers #3: is the same server as servers #1;",
        "--server=a\"b | servers #3: \"a\"b\" is not a host name",
      })
  void whatCanNotBeUsedIsNamedAndNotWritten(String option, String complaint) throws IOException {
    List<String> words = new ArrayList<>(List.of(ENOUGH));
    String name = option.substring(0, option.indexOf('='));
    int known = words.indexOf(name);
    if (known >= 0 && !name.equals("--server")) {
      words.subList(known, known + 2).clear();
    }
    words.add(option);

    int status = init(null, words.toArray(String[]::new));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains(complaint).doesNotContain("HUSH");
    assertThat(files()).isEmpty();
  }

  @Test
  void secretsMayStandElsewhere() throws Exception {
    Files.writeString(directory.resolve("token"), "HUSH-TOKEN\n");

    int status = init(null, with("--token={{file:token}}", "--key={{env:CLOOSTER_KEY_OF_A_TEST}}"));

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Set CLOOSTER_KEY_OF_A_TEST where Clooster is started");
    assertThat(Files.readString(file))
        .contains("\"token\": \"{{file:token}}\"")
        .contains("\"key\": \"{{env:CLOOSTER_KEY_OF_A_TEST}}\"");
  }

  @Test
  void aDirectoryWhereNobodyMayWriteIsToldInWords() {
    // Not even root may, here.
    file = Path.of("/sys/clooster.json");

    assertThat(init(null, ENOUGH)).isEqualTo(1);
    assertThat(err.toString()).contains("/sys/clooster.json can't be written: ");
    assertThat(err.toString()).doesNotContain("java.nio");
  }

  @Test
  void aDirectoryIsNoFile() {
    file = directory;

    assertThat(init(null, with("--force"))).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            directory + " is a directory; name a file: " + directory.resolve("clooster.json"));
  }

  @Test
  void aMissingDirectoryIsNamed() {
    file = directory.resolve("none/clooster.json");

    assertThat(init(null, ENOUGH)).isEqualTo(1);
    assertThat(err.toString()).contains("there is no directory for " + file);
  }

  @Test
  void somebodyAtATerminalIsAsked() throws Exception {
    Answers answers =
        new Answers(
            "srv1.example.com",
            "srv1.example.com, srv2.example.com srv3.example.com",
            "",
            "",
            "example.com",
            "www.example.com",
            "HUSH-TOKEN",
            "pushbullet",
            "o.HUSH");

    int status = init(answers);

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(answers.unseen).hasSize(2).allMatch(question -> question.contains("token"));
    assertThat(answers.questions)
        .anyMatch(question -> question.matches("DNS provider \\(cloudflare, .*route53\\).*: "))
        .anyMatch(question -> question.matches("Who tells you \\(apprise, .*slack, .*"));
    assertThat(answers.questions).hasSize(9).anyMatch(question -> question.contains("[2000]"));
    Config config = read();
    assertThat(config.servers()).hasSize(3);
    assertThat(config.self().port()).isEqualTo(2000);
    assertThat(config.services()).containsKey("pushbullet");
  }

  @Test
  void nobodyIsAskedForWhatWasSaid() throws Exception {
    Answers answers = new Answers("", "example.com", "");

    int status =
        init(
            answers,
            Stream.of(ENOUGH)
                .filter(word -> !word.equals("--zone") && !word.equals("example.com"))
                .toList()
                .toArray(String[]::new));

    assertThat(answers.questions)
        .hasSize(3)
        .startsWith("Port of the link [2000]: ", "DNS zone: ")
        .last()
        .asString()
        .startsWith("Who tells you (");
    assertThat(status).isZero();
  }

  @Test
  void aWrongAnswerIsAskedForAtOnceAndTheOthersAreKept() throws Exception {
    Answers answers =
        new Answers(
            "srv1.example.com",
            "srv1.example.com srv2.example.com",
            "70000",
            "7000",
            "",
            "example.com",
            "www.example.com",
            "HUSH TOKEN",
            "HUSH-TOKEN",
            "");

    int status = init(answers);

    assertThat(status).isZero();
    assertThat(err.toString())
        .contains("listen.port: \"70000\" is out of range")
        .contains("cloudflare.token: contains a space")
        .doesNotContain("HUSH");
    assertThat(answers.questions)
        .containsSubsequence("Port of the link [2000]: ", "Port of the link [2000]: ")
        .noneMatch(question -> question.contains("HUSH"));
    assertThat(answers.questions).hasSize(10);
    assertThat(read().self().port()).isEqualTo(7000);
    assertThat(read().services().get("cloudflare")).containsEntry("token", "HUSH-TOKEN");
  }

  @Test
  void anAnswerThatContradictsAnotherOneHasBothAskedForAgain() throws Exception {
    Answers answers =
        new Answers(
            "srv1.exmple.com",
            "srv1.example.com srv2.example.com",
            // this_server is none of the servers
            "srv1.example.com",
            "",
            "",
            "",
            "example.net",
            "www.example.com",
            // is not in the zone
            "example.com",
            "",
            "HUSH-TOKEN",
            "");

    int status = init(answers);

    assertThat(status).isZero();
    assertThat(err.toString())
        .contains("this_server: is none of the servers")
        .contains("\"www.example.com\" is not in the zone");
    assertThat(answers.questions)
        .contains(
            "Name of this server [srv1.exmple.com]: ",
            "DNS zone [example.net]: ",
            "Record to be moved, its full name (or several) [www.example.com]: ");
    assertThat(read().thisServer()).isEqualTo("srv1.example.com");
    assertThat(read().record().zone()).isEqualTo("example.com");
  }

  @Test
  void whatTheInstallationHasIsOfferedAndAskedForInItsOwnWords() throws Exception {
    Answers answers =
        new Answers(
            "srv1.example.com",
            "srv1.example.com srv2.example.com",
            "",
            "nosuch",
            "rfc2136",
            "example.com",
            "www.example.com",
            "ns1.example.com",
            "clooster",
            "no Base64!",
            "SFVTSA==",
            "email, exec@1",
            "mail.example.com",
            "clooster@example.com",
            "ops@example.com",
            "/bin/logger -t clooster");

    int status = init(answers);

    assertThat(status).as(err.toString() + answers.questions).isZero();
    assertThat(err.toString())
        .contains("\"nosuch\" is not there; write one of cloudflare, ")
        .contains("rfc2136.key_secret: ")
        .doesNotContain("Base64!");
    assertThat(answers.unseen).hasSize(2).allMatch(question -> question.contains("key_secret"));
    Config config = read();
    assertThat(config.provider().name()).isEqualTo("rfc2136");
    assertThat(config.services().get("rfc2136")).containsEntry("key_name", "clooster");
    assertThat(config.services().get("email")).containsEntry("to", "ops@example.com");
    assertThat(config.services().get("exec@1"))
        .containsEntry("command", "[\"/bin/logger\",\"-t\",\"clooster\"]");
  }

  @Test
  void theSameCanBeSaidByOptions() throws Exception {
    int status =
        init(
            null,
            "--this-server=srv1.example.com",
            "--server=srv1.example.com,srv2.example.com",
            "--zone=example.com",
            "--record=www.example.com",
            "--provider=hetzner",
            "--token=HUSH-TOKEN",
            "--notifier=ntfy",
            "--set=ntfy.topic=clooster");

    assertThat(err.toString()).isEmpty();
    assertThat(status).isZero();
    assertThat(read().services().get("hetzner")).containsEntry("token", "HUSH-TOKEN");
    assertThat(read().services().get("ntfy")).containsEntry("topic", "clooster");
  }

  @Test
  void anEmptyAnswerWhereOneIsNeededIsAskedForAgain() throws Exception {
    Answers answers =
        new Answers(
            "",
            "srv1.example.com",
            "srv1.example.com srv2.example.com",
            "",
            "",
            "example.com",
            "www.example.com",
            "HUSH-TOKEN",
            "");

    assertThat(init(answers)).isZero();
    assertThat(answers.questions)
        .startsWith("Name of this server: ", "This needs an answer. Name of this server: ")
        .hasSize(9);
  }

  @Test
  void aWrongOptionIsToldBeforeAnythingIsAsked() throws IOException {
    Answers answers = new Answers("srv1.example.com");

    int status = init(answers, "--port=70000");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("listen.port: \"70000\" is out of range");
    assertThat(answers.questions).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void whenNobodyAnswersAnyMoreNothingIsWritten() throws IOException {
    int status = init(new Answers("srv1.example.com"));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("nothing was written");
    assertThat(files()).isEmpty();
  }

  @Test
  void theUnchangedExampleIsReplacedWithoutForceAndNothingElse() throws Exception {
    String example = Files.readString(Path.of("clooster.json.example"));
    Files.writeString(file, example);

    assertThat(init(null, ENOUGH)).as(err.toString()).isZero();
    assertThat(read().thisServer()).isEqualTo("srv2.example.com");

    Files.writeString(file, example + "#");
    assertThat(init(null, ENOUGH)).isEqualTo(2);
    assertThat(file).hasContent(example + "#");
  }

  @Test
  void anInstalledOneWritesWhereItsServiceReadsAndEndsWithTheNextCommand() throws Exception {
    file = directory.resolve("etc/clooster/clooster.json");
    Path home = Path.of("").toAbsolutePath();
    for (InstalledPlace.Kind kind :
        List.of(InstalledPlace.Kind.PACKAGE, InstalledPlace.Kind.DIRECTORY)) {
      Files.deleteIfExists(file);
      out.getBuffer().setLength(0);
      place = new InstalledPlace(home, file, kind);

      assertThat(execute(null, List.of(ENOUGH))).as(err.toString()).isZero();

      assertThat(read().thisServer()).isEqualTo("srv2.example.com");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      String program = kind == InstalledPlace.Kind.PACKAGE ? "" : "/opt/clooster/bin/";
      assertThat(out.toString())
          .contains("systemctl enable --now clooster")
          .endsWith("- Now, here: " + program + "clooster check --online " + file + "\n");
    }
  }

  @Test
  void anInstalledOneIsKnownByItsDirectory() {
    assertThat(InstalledPlace.of(Path.of("/usr/share/clooster")))
        .isEqualTo(
            new InstalledPlace(
                Path.of("/usr/share/clooster"),
                Path.of("/etc/clooster/clooster.json"),
                InstalledPlace.Kind.PACKAGE));
    assertThat(InstalledPlace.of(Path.of("/opt/clooster")).kind())
        .isEqualTo(InstalledPlace.Kind.DIRECTORY);
    assertThat(InstalledPlace.of(directory).config()).isEqualTo(Path.of("clooster.json"));
  }

  private int init(@Nullable Terminal terminal, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add(file.toString());
    return execute(terminal, words);
  }

  private int execute(@Nullable Terminal terminal, List<String> words) {
    CommandLine command = new CommandLine(new Init(() -> terminal, place));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(words.toArray(String[]::new));
  }

  private static String[] with(String... more) {
    List<String> words = new ArrayList<>(List.of(ENOUGH));
    for (String option : more) {
      int known = words.indexOf(option.replaceAll("=.*", ""));
      if (option.startsWith("--token") && known >= 0) {
        words.subList(known, known + 2).clear();
      }
      words.add(option);
    }
    return words.toArray(String[]::new);
  }

  private Config read() throws ConfigException {
    return ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** Somebody who answers so, and then no more. */
  private static final class Answers implements Terminal {
    private final Deque<String> answers;
    private final List<String> questions = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    Answers(String... answers) {
      this.answers = new ArrayDeque<>(Arrays.asList(answers));
    }

    @Override
    public @Nullable String ask(String question) {
      questions.add(question);
      return answers.poll();
    }

    @Override
    public @Nullable String askSecretly(String question) {
      unseen.add(question);
      return ask(question);
    }
  }
}
