// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium, driven by Playwright: the one that {@code TIDEMARK_CHROMIUM} names, or that is installed. Where none is, Debian's package is installed, by who may do that; anybody else gets the one that Playwright downloads.
 */
public final class Chromium implements AutoCloseable {
    /** To install it may take so long; tests that start one need a limit that is longer. */
    public static final long MOST_MINUTES = 9;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final long INSTALL_MINUTES = 4;
    private static final double TIMEOUT_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts one. */
    public static Chromium start() throws IOException, InterruptedException {
        Optional<Path> installed = installed();
        if (installed.isEmpty()) {
            installed = afterInstalling();
        }
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
        Map<String, String> environment = Map.of();
        if (installed.isPresent()) {
            options.setExecutablePath(installed.get());
            environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        }
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        try {
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A fresh profile, with a window of this size. */
    public BrowserContext context(int width, int height) {
        return context(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** A fresh profile. */
    public BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        return context;
    }

    private static Optional<Path> installed() {
        String named = System.getenv("TIDEMARK_CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Of several test processes, one installs and the others wait. */
    private static Optional<Path> afterInstalling() throws IOException, InterruptedException {
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "tidemark-chromium.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (installed().isEmpty() && !installPackage()) {
                System.err.println("Chromium is not installed, and its package cannot be: Playwright's own is taken");
            }
            return held.isValid() ? installed() : Optional.empty();
        }
    }

    private static boolean installPackage() throws IOException, InterruptedException {
        boolean mayInstall =
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"));
        return mayInstall
                && succeeds("apt-get", "-q", "update")
                && succeeds(
                        "apt-get", "-q", "-y", "--no-install-recommends", "install", "chromium", "fonts-dejavu-core");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
