// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.live.LivePanes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Panes as they come. */
class PaneStreamsTest {
    @TempDir
    private Path directory = Path.of("");

    /** A reader, by a socket, so that the test says when it reads. */
    private static final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Reader(ServedRun run, String path, String headers) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), run.port());
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String line() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the stream has ended");
            }
            return line;
        }

        /** Reads on to a line that begins so. */
        String next(String prefix) throws IOException {
            String line = line();
            while (!line.startsWith(prefix)) {
                line = line();
            }
            return line.substring(prefix.length());
        }

        /** The next panes. */
        List<String> panes(int count) throws IOException {
            List<String> panes = new ArrayList<>();
            while (panes.size() < count) {
                panes.add(next("data: "));
            }
            return panes;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void a_reader_gets_the_panes_of_its_view_in_order_and_goes_on_where_it_was() throws IOException {
        List<String> first;
        List<String> second;
        try (ServedRun run = ServedRun.start(directory)) {
            try (Reader reader = new Reader(run, "/api/v1/panes?view=calls", "")) {
                reader.next("retry: ");
                run.advanceTo(25);
                first = reader.panes(5);
            }
            try (Reader reader = new Reader(run, "/api/v1/panes?view=calls", "Last-Event-ID: 0\r\n")) {
                run.advanceTo(45);
                second = reader.panes(11);
            }
        }
        List<String> written = Files.readAllLines(directory.resolve("panes.jsonl")).stream()
                .filter(line -> line.contains("\"view\":\"calls\""))
                .toList();
        assertThat(written).startsWith(first.toArray(new String[0]));
        // After the very first pane of all views, which may be one of this view.
        assertThat(written.subList(0, second.size() + 1)).containsSequence(second);
    }

    @Test
    void who_does_not_read_holds_nobody_up_and_those_who_go_are_forgotten() throws IOException {
        List<Reader> stuck = new ArrayList<>();
        try (ServedRun run = ServedRun.start(directory, ", max_streams: 60")) {
            for (int i = 0; i < 50; i++) {
                Reader reader = new Reader(run, "/api/v1/panes", "");
                reader.next("retry: ");
                stuck.add(reader);
            }
            try (Reader reader = new Reader(run, "/api/v1/panes?view=calls", "")) {
                reader.next("retry: ");
                run.advanceTo(600);
                assertThat(reader.panes(100)).doesNotHaveDuplicates();
            }
            for (Reader reader : stuck) {
                reader.close();
            }
            // Each is noticed when something is written to it, so that there is room again.
            run.advanceTo(700);
            for (int i = 0; i < 40; i++) {
                try (Reader reader = new Reader(run, "/api/v1/panes", "")) {
                    assertThat(reader.line()).startsWith("HTTP/1.1 ").doesNotContain(" 5");
                }
            }
        }
    }

    @Test
    void more_readers_than_may_be_are_refused() throws IOException {
        try (ServedRun run = ServedRun.start(directory, ", max_streams: 2");
                Reader one = new Reader(run, "/api/v1/panes", "");
                Reader two = new Reader(run, "/api/v1/panes", "")) {
            one.next("retry: ");
            two.next("retry: ");
            assertThat(run.problem("/api/v1/panes", 429).get("detail").asText()).contains("max_streams");
        }
    }

    @Test
    void what_is_asked_for_wrongly_is_refused_before_anything_is_streamed() {
        try (ServedRun run = ServedRun.start(directory)) {
            run.problem("/api/v1/panes?view=nothing", 404);
            run.problem("/api/v1/panes?key=%7B%7D", 400);
            HttpRequest request =
                    run.request("/api/v1/panes").header("Last-Event-ID", "x").build();
            ServedRun.problem(run.send(request), 400);
        }
    }

    @Test
    void who_falls_far_behind_can_tell() {
        LivePanes panes = new LivePanes();
        for (int i = 0; i < LivePanes.KEPT + 10; i++) {
            panes.write(Panes.of("v", "k", i));
        }
        assertThat(panes.oldest()).isEqualTo(10);
        assertThat(panes.get(9)).isNull();
        assertThat(panes.get(10)).isNotNull();
        assertThat(panes.newest(pane -> true, 3))
                .extracting(LivePanes.Numbered::number)
                .containsExactly(LivePanes.KEPT + 7L, LivePanes.KEPT + 8L, LivePanes.KEPT + 9L);
    }
}
