// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.tidemark.runtime.browser.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, served by a job whose clock the test holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
    private static final String JOB = """
            job: shown
            stream_processing:
              source: {type: generator, format: feedback_event, rate: 100, paced: true, start: '2026-01-01T00:00:00Z', spread_over: 2, models: [gpt, "<img src=x onerror=document.title='hacked'>", llama]}
              watermarks: {max_out_of_order_delay: 2s}
              windows:
                calls:
                  events: [performance_metrics]
                  key: [model]
                  type: tumbling
                  size: 10s
                  allowed_lateness: 40s
                  aggregates: {preset: llm_performance}
                strict: {events: [performance_metrics], key: [model], type: tumbling, size: 10s, aggregates: {n: {fn: count}}}
                sessions: {events: [user_feedback], key: [session_id], type: session, gap: 5s, aggregates: {n: {fn: count}}}
              triggers:
                calls: {early_firing: {interval: 1s}}
              detectors:
                busy: {view: strict, value: n, threshold: {above: 1}, severity: critical}
              checkpointing: {interval_seconds: 3600, storage: {type: local, path: checkpoints}}
              sinks: []
              server: {port: %d%s}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private Chromium chromium;
    private @Nullable BrowserContext context;

    @BeforeAll
    @Timeout(value = Chromium.MOST_MINUTES, unit = TimeUnit.MINUTES)
    void launch() throws IOException, InterruptedException {
        chromium = Chromium.start();
    }

    @AfterAll
    void end() {
        chromium.close();
    }

    @AfterEach
    void closePages() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    private Page open(ServedRun job) {
        return open(job, new Browser.NewContextOptions().setViewportSize(1400, 1000));
    }

    private Page open(ServedRun job, Browser.NewContextOptions options) {
        errors.clear();
        BrowserContext fresh = chromium.context(options);
        context = fresh;
        Page page = fresh.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.navigate(job.uri("/").toString());
        return page;
    }

    private static Locator tile(Page page, String title) {
        return page.locator("#tiles > div").filter(new Locator.FilterOptions().setHasText(title));
    }

    @Test
    void it_shows_charts_of_a_view_and_what_comes_while_one_looks() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(65);
            // The early pane of the window that is open is due a second after its first element came.
            job.advanceTo(67);
            Page page = open(job);

            assertThat(page.locator("#phase")).hasText("running");
            assertThat(page.getByRole(AriaRole.TAB)).hasText(new String[] {"calls", "strict", "sessions"});
            assertThat(page.locator("#charts canvas").first()).isVisible();
            assertThat(page.locator("#charts figcaption").first()).containsText("latency_ms p95");
            Locator row = page.locator("#ranking-table tbody tr").filter(new Locator.FilterOptions().setHasText("gpt"));
            assertThat(row).containsText("until 2026-01-01 00:01:10");
            assertThat(row).containsText("provisional");

            job.advanceTo(75);
            job.advanceTo(77);

            assertThat(row).containsText("until 2026-01-01 00:01:20");
            assertThat(tile(page, "records a second").locator("small"))
                    .containsText(Pattern.compile("[78],\\d{3} in all"));
            assertThat(page.locator("#alerts-list .critical")
                            .filter(new Locator.FilterOptions().setHasText("busy, gpt")))
                    .containsText("raised n was");
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void names_from_outside_are_text_and_never_part_of_the_page() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(60);
            Page page = open(job);

            assertThat(page.locator("#keys")).containsText("<img src=x onerror=document.title='hacked'>");
            assertThat(page.locator("#keys img")).hasCount(0);
            assertThat(page).hasTitle("shown · Tidemark");
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void a_filter_leaves_few_keys_and_one_key_shows_its_percentiles_as_bands() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(60);
            Page page = open(job);
            Locator chips = page.locator("#keys button");
            assertThat(chips).hasCount(4);

            page.getByLabel("Keys", new Page.GetByLabelOptions().setExact(false))
                    .first()
                    .fill("LLAMA");

            assertThat(chips).hasText(new String[] {"all keys", "llama"});
            assertThat(page.locator("#ranking-table tbody tr")).hasCount(1);
            assertThat(page.locator("#charts figcaption").first()).hasText("latency_ms of llamap50, p95, p99");
            page.locator("#key-filter").fill("nothing like it");
            assertThat(page.locator("#no-panes")).containsText("No key has \"nothing like it\" in it");
            page.locator("#key-filter").fill("");
            assertThat(chips).hasCount(4);
            chips.filter(new Locator.FilterOptions().setHasText("gpt")).click();
            assertThat(page.locator("#charts figcaption").first()).containsText("latency_ms of gpt");
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void it_tells_why_a_window_has_not_fired_and_which_partition_holds_it() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(65);
            Page page = open(job);

            page.locator("#ranking-table tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("gpt"))
                    .getByRole(AriaRole.BUTTON)
                    .click();

            assertThat(page.locator("#explain-key")).hasValue("{\"model\":\"gpt\"}");
            assertThat(page.locator("#explanation"))
                    .containsText("it fires on time when the watermark reaches 2026-01-01T00:01:10Z");
            assertThat(page.locator("#watermark-tables")).containsText("holds it");
            page.locator("#explain-key").fill("{\"modle\": 1}");
            page.locator("#explain-key").press("Enter");
            assertThat(page.locator("#explanation .bad")).containsText("parameter 'key'");
        }
    }

    @Test
    void late_elements_are_counted_and_some_are_shown() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(120);
            Page page = open(job);

            assertThat(page.locator("#outcomes tbody tr").nth(1).locator("td").nth(4))
                    .not()
                    .hasText("0");
            assertThat(page.locator("#late tbody tr").first()).containsText("late");
            assertThat(page.locator("#late tbody tr").first()).containsText("performance_metrics");
            assertThat(page.locator("#dead-letters")).hasText("None since the process began.");
        }
    }

    @Test
    void a_checkpoint_is_taken_when_asked_for() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(20);
            Page page = open(job);
            assertThat(page.locator("#checkpoints tbody tr")).hasCount(1);

            page.getByText("Take a checkpoint now").click();

            assertThat(page.locator("#checkpoint-said")).containsText("checkpoint 2, ");
            assertThat(page.locator("#checkpoints tbody tr")).hasCount(2);
        }
    }

    @Test
    void when_the_job_is_gone_the_page_says_so_and_keeps_what_it_has() {
        ServedRun job = ServedRun.of(directory, JOB);
        job.advanceTo(60);
        Page page = open(job);
        assertThat(page.locator("#charts canvas").first()).isVisible();

        job.close();

        // What was asked while it stopped is given up after ten seconds.
        assertThat(page.locator("#trouble"))
                .containsText(
                        "The job does not answer", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        assertThat(page.locator("#phase")).hasText("unreachable");
        assertThat(page.locator("#charts canvas").first()).isVisible();
    }

    @Test
    void it_can_be_used_with_the_keyboard_alone() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(60);
            Page page = open(job);
            assertThat(page.locator("#charts canvas").first()).isVisible();

            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            Locator tab = page.getByRole(AriaRole.TAB).first();
            tab.focus();
            page.keyboard().press("ArrowLeft");
            assertThat(page.getByRole(AriaRole.TAB).nth(2)).isFocused();
            assertThat(page.getByRole(AriaRole.TAB).nth(2)).hasAttribute("aria-selected", "true");
            page.keyboard().press("ArrowRight");
            Locator plot = page.locator("#charts .plot").first();
            assertThat(plot).hasAttribute("aria-label", Pattern.compile("latency_ms p95, newest values: .*gpt .* s.*"));
            plot.focus();
            page.keyboard().press("ArrowLeft");
            page.keyboard().press("ArrowLeft");
            assertThat(page.locator("#charts .readout").first()).containsText(Pattern.compile("until .*gpt .* s"));
            page.locator("h1").click();
            page.keyboard().press("t");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            page.keyboard().press("p");
            assertThat(page.locator("#pause")).hasText("Go on");
        }
    }

    @Test
    void on_a_narrow_screen_nothing_has_to_be_scrolled_sideways() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            job.advanceTo(60);
            Page page = open(job, new Browser.NewContextOptions().setViewportSize(360, 740));
            assertThat(page.locator("#charts canvas").first()).isVisible();
            assertThat(page.locator("#outcomes table")).isVisible();

            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
        }
    }

    @Test
    void a_job_with_a_token_lets_a_browser_in_that_has_it() {
        try (ServedRun job = ServedRun.start(directory, ", token: sesame-open-42")) {
            assertThatThrownBy(() -> open(job)).hasMessageContaining("ERR_INVALID_AUTH_CREDENTIALS");
            closePages();

            Page page = open(job, new Browser.NewContextOptions().setHttpCredentials("anyone", "sesame-open-42"));

            assertThat(page.locator("#job")).hasText("served");
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void what_the_page_keeps_is_bounded_however_long_it_stays_open() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            Page page = open(job);

            Object kept = page.evaluate("""
                    async () => {
                      const {PaneStore, MOST_KEYS, MOST_PANES, MOST_WINDOWS} = await import('/assets/store.js');
                      const store = new PaneStore();
                      store.expect(['v']);
                      const pane = (key, i) => ({view: 'v', key: {k: key}, window: {start: i * 10, end: i * 10 + 10}, pane: {timing: 'on_time', index: 0}, retraction: false, count: 1, results: {n: i}, watermark: 0, id: key + i});
                      for (let i = 0; i < 50000; i++) { store.add(pane('one', i)); store.add(pane('k' + i, i)); store.add({...pane('x', i), view: 'alerts'}); }
                      for (let i = 0; i < 400; i++) for (let k = 0; k < 100; k++) store.add(pane('m' + k, i));
                      const view = store.views.get('v');
                      const windows = [...view.keys.values()].map(series => series.windows.length);
                      return [view.keys.size <= MOST_KEYS, view.size <= MOST_PANES, Math.max(...windows) <= MOST_WINDOWS,
                        view.size === windows.reduce((a, b) => a + b, 0), store.alerts.length <= 50, view.forgotten > 40000];
                    }""");

            assertThat(kept)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsOnly(true)
                    .hasSize(6);
        }
    }

    @Test
    void panes_replace_each_other_as_they_should() {
        try (ServedRun job = ServedRun.of(directory, JOB)) {
            Page page = open(job);

            Object windows = page.evaluate("""
                    async () => {
                      const {PaneStore} = await import('/assets/store.js');
                      const store = new PaneStore();
                      store.expect(['v']);
                      const pane = (end, index, timing, n, retraction = false) => ({view: 'v', key: {}, window: {start: end - 10, end}, pane: {timing, index}, retraction, count: n, results: {n, p: {p50: n, other: 7}, text: 'x'}, watermark: 0});
                      store.add(pane(20, 0, 'early', 1));
                      store.add(pane(10, 1, 'on_time', 2));
                      store.add(pane(10, 0, 'early', 9));          // came later, but is older
                      store.add(pane(20, 1, 'on_time', 3));
                      store.add(pane(20, 1, 'on_time', 3, true));  // taken back,
                      store.add(pane(20, 2, 'late', 4));           // and made again
                      store.add(pane(30, 0, 'on_time', 5));
                      store.add(pane(30, 0, 'on_time', 5, true));
                      const series = [...store.views.get('v').keys.values()][0];
                      return series.windows.map(point => [point.x, point.timing, point.values.n, point.values['p.p50'], Object.keys(point.values).length].join());
                    }""");

            assertThat(windows).isEqualTo(List.of("10,on_time,2,2,2", "20,late,4,4,2"));
        }
    }
}
