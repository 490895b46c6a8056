// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.dist.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window: shows a page, and tells what it asked for and complained. */
final class Browser implements AutoCloseable {
  /** A phone, and a window on a desk; heights are those of what is seen without scrolling. */
  enum Screen {
    PHONE(390, 844, true),
    DESK(1280, 800, false);

    private final int width;
    private final int height;
    private final boolean mobile;

    Screen(int width, int height, boolean mobile) {
      this.width = width;
      this.height = height;
      this.mobile = mobile;
    }

    private Map<String, Object> metrics() {
      return Map.of("width", width, "height", height, "mobile", mobile, "deviceScaleFactor", 1);
    }
  }

  private final ChromeDriver driver;

  /** Starts one, or reports the test as not run; with {@code CI=true}, as failed. */
  Browser() {
    var chromium = Tool.find("chromium", "chromium");
    // Named, so that Selenium looks for none elsewhere.
    System.setProperty("webdriver.chrome.driver", Tool.find("chromedriver", "chromium-driver"));
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(chromium);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // What a container lacks: users of its own for the sandbox, and much shared memory.
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    driver = new ChromeDriver(options);
  }

  /** The driver, for what is typed and clicked. */
  ChromeDriver driver() {
    return driver;
  }

  /** Loads it as somebody with this screen and these wishes sees it. */
  void show(String uri, Screen screen, boolean dark, boolean scripts) {
    // The page before it asks no more, and what it asked for counts no more.
    driver.get("about:blank");
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", screen.metrics());
    var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    driver.get(uri);
    // Without scripts it asks anew every five seconds, and would take axe-core away meanwhile.
    driver.executeCdpCommand("Page.stopLoading", Map.of());
  }

  /** Keeps what is seen, all of the page. */
  void keep(Path picture) throws IOException {
    var taken =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.createDirectories(picture.getParent());
    Files.write(picture, Base64.getDecoder().decode((String) taken.get("data")));
  }

  /** All is seen by scrolling down alone. */
  void checkWidth(String what) {
    var beyond =
        (Number)
            driver.executeScript(
                "const page = document.documentElement;"
                    + " return page.scrollWidth - page.clientWidth");
    assertThat(beyond.intValue()).as("%s: pixels beyond the screen's width", what).isZero();
  }

  /** It asked nobody but that one, and the page's policy forbade nothing that it tried. */
  void checkCalm(String what, String origin) throws IOException {
    var asked = new ArrayList<String>();
    for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = new JsonMapper().readTree(entry.getMessage()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        asked.add(message.path("params").path("request").path("url").asText());
      }
    }
    assertThat(asked).as("%s: asked for", what).isNotEmpty();
    assertThat(asked)
        .as("%s: asked for", what)
        .allMatch(uri -> uri.startsWith(origin) || uri.startsWith("data:"));
    assertThat(complaints()).as("%s: complaints", what).isEmpty();
  }

  /** What stands in its console since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** axe-core finds nothing that keeps anybody from reading it. */
  void checkAccess(String what) {
    var violations = new AxeBuilder().analyze(driver).getViolations();
    assertThat(violations)
        .as("%s: found by axe-core", what)
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
