// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Properties;

/**
 * The page for people, and what it is made of. The files are those of this list and no others, read once from the class path: no path of a request ever becomes one of a file.
 *
 * <p>The page is plain modules of JavaScript, so nobody has to build anything, and the library of charts is the one of a WebJar.
 */
public final class DashboardRoutes implements Routes {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String OURS = "/io/tidemark/runtime/dashboard/";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/";
    private static final String CHARTS_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private static final List<String> MODULES = List.of(
            "main.js",
            "api.js",
            "charts.js",
            "dom.js",
            "explain.js",
            "format.js",
            "operations.js",
            "results.js",
            "store.js");

    @Override
    public void addTo(Paths paths) {
        try {
            paths.file("/", "text/html; charset=utf-8", content(OURS + "index.html"));
            for (String module : MODULES) {
                paths.file("/assets/" + module, SCRIPT, content(OURS + module));
            }
            paths.file("/assets/dashboard.css", STYLE, content(OURS + "dashboard.css"));
            paths.file("/assets/icon.svg", "image/svg+xml", content(OURS + "icon.svg"));
            String charts = CHARTS + chartsVersion() + "/dist/";
            paths.file("/assets/uPlot.esm.js", SCRIPT, content(charts + "uPlot.esm.js"));
            paths.file("/assets/uPlot.min.css", STYLE, content(charts + "uPlot.min.css"));
        } catch (IOException e) {
            throw new IllegalStateException("the dashboard is not whole: " + e.getMessage(), e);
        }
    }

    private static String chartsVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = open(CHARTS_VERSION)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = DashboardRoutes.class.getResourceAsStream(name);
        if (in == null) {
            throw new NoSuchFileException(name, null, "it is not on the class path");
        }
        return in;
    }
}
