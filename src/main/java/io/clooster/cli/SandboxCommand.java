// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clooster sandbox}. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description =
        "Run stand-ins for Cloudflare and Pushbullet on this machine until Ctrl-C, to try a"
            + " configuration of your own without your accounts; print what to write into it.")
final class SandboxCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "the first of three ports, 1 to 65533, so that a restart has the same (default: free ones)")
  private int port;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "example.com",
      description = "the zone (default: ${DEFAULT-VALUE})")
  private String zone;

  @Option(
      names = "--record",
      paramLabel = "NAME=VALUE",
      description =
          "a record and the name or address that it holds; repeat it for more (default:"
              + " www.example.com=srv1.example.com)")
  private Map<String, String> records = new LinkedHashMap<>();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> set =
        records.isEmpty() ? Map.of("www." + zone, "srv1." + zone) : new LinkedHashMap<>(records);
    if (port < 0 || port > 65_533) {
      System.err.println("clooster sandbox: --port: write a port from 1 to 65533");
      return ExitStatus.CONFIG;
    }
    try {
      SandboxJar.open(Installation.home()).sandbox(port, zone, set, System.out);
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      System.err.println("clooster sandbox: " + e.getMessage());
      return ExitStatus.CONFIG;
    } catch (NoSuchFileException e) {
      System.err.println("clooster sandbox: " + e.getMessage());
      return ExitStatus.FAILED;
    } catch (UncheckedIOException e) {
      System.err.println(
          "clooster: the sandbox can't run: "
              + e.getMessage()
              + ". End what listens there (ss -ltnp shows it), or name another --port: that one and"
              + " the next two have to be free");
      return ExitStatus.FAILED;
    } catch (IOException e) {
      System.err.println("clooster: the sandbox can't run: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }
}
