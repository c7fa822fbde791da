// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.tidemark.runtime.browser.Chromium;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo}, as a new user starts it: a process, and a browser that looks at what it shows. */
class LiveDemoTest {
    private static final long MOST_SECONDS = 90;

    /** Notes when a chart is drawn for the first time: who asks from outside asks every now and then. */
    private static final String WATCH =
            "new MutationObserver(() => { if (window.firstChart === undefined && document.querySelector('#charts canvas'))"
                    + " { window.firstChart = 0; requestAnimationFrame(() => setTimeout(() => { window.firstChart = Date.now(); })); } })"
                    + ".observe(document, {subtree: true, childList: true})";

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(value = Chromium.MOST_MINUTES, unit = TimeUnit.MINUTES)
    void the_first_chart_is_there_soon_after_the_start_and_ctrl_c_leaves_nothing_behind() throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        int port = freePort();
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.context(1400, 1000)) {
            Page page = context.newPage();
            page.addInitScript(WATCH);
            long begin = System.currentTimeMillis();
            Process demo = demo(temporary, port);
            try {
                awaitPort(demo, port);
                page.navigate("http://127.0.0.1:" + port + "/");
                assertThat(page.locator("#charts canvas").first()).isVisible();
                // The aim is two seconds on a machine that does nothing else; this one may do many things.
                page.waitForFunction("window.firstChart > 0");
                double seen = ((Number) page.evaluate("window.firstChart")).doubleValue();
                System.out.printf("first chart %.2f s after the start of the demo%n", (seen - begin) / 1e3);
                assertThat(page.locator("#ranking-table")).containsText("gpt-4o");
                assertThat(page.locator("#job")).hasText("live");

                demo.destroy();

                assertThat(demo.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(demo.exitValue())
                        .as(Files.readString(directory.resolve("err")))
                        .isZero();
            } finally {
                demo.destroyForcibly();
            }
        }
        assertThat(Files.readString(directory.resolve("err"))).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("out")))
                .contains("dashboard: http://127.0.0.1:" + port + "/")
                .anyMatch(line -> line.startsWith("llm-metrics: 28,185 real requests"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(listed(temporary)).noneMatch(name -> name.startsWith("tidemark"));
    }

    private Process demo(Path temporary, int port) throws IOException {
        Checkout checkout = new Checkout(directory);
        for (String name : List.of(
                "llm-metrics.yaml", "live.yaml", "data/azure-llm-2023/code.csv", "data/azure-llm-2023/conv.csv")) {
            Path copy = directory.resolve("docs/examples").resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(Cli.ROOT.resolve("docs/examples").resolve(name), copy);
        }
        ProcessBuilder builder = checkout.script("demo", "--port", Integer.toString(port));
        builder.environment().put("JAVA_OPTS", "--enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=" + temporary);
        return builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process demo, int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!isOpen(port)) {
            assertThat(demo.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> listed(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
