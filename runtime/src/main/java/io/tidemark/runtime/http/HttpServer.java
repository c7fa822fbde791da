// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.tidemark.runtime.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP, or HTTPS, to those who may ask. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Enough for what waits for the job; streams of panes take none while they are silent. */
    private static final int THREADS = 32;

    private static final long IDLE_MILLIS = 30_000;

    /** Nothing that a page of ours needs comes from elsewhere, and nothing of it is to be in another page. */
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private final Javalin javalin;
    private final ServerConfig config;

    private HttpServer(Javalin javalin, ServerConfig config) {
        this.javalin = javalin;
        this.config = config;
    }

    /**
     * Begins to serve.
     *
     * @throws IOException when the port is taken, or the certificate cannot be used
     */
    public static HttpServer start(ServerConfig config, List<Routes> routes) throws IOException {
        Optional<SSLContext> tls = tls(config);
        Access access = new Access(config);
        Javalin javalin = Javalin.create(setup -> {
            setup.startup.showJavalinBanner = false;
            setup.startup.showOldJavalinVersionWarning = false;
            setup.startup.startupWatcherEnabled = false;
            setup.http.prefer405over404 = true;
            setup.http.maxRequestSize = config.maxBodyBytes();
            setup.jetty.threadPool = threads();
            setup.jetty.addConnector((server, http) -> connector(server, http, config, tls));
            addRoutes(setup, access, routes);
        });
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new IOException(refusal(config, e), e);
        }
        return new HttpServer(javalin, config);
    }

    /** Why it could not be served there now; nothing when it could. */
    public static Optional<String> refusal(ServerConfig config) {
        try {
            tls(config);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(config.host(), config.port()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(refusal(config, e));
        }
    }

    private static String refusal(ServerConfig config, Exception failure) {
        return "HTTP cannot be served at " + config.host() + ":" + config.port() + ": " + rootMessage(failure)
                + ". Is another process there? Choose another port with --set stream_processing.server.port=...";
    }

    private static Optional<SSLContext> tls(ServerConfig config) throws IOException {
        return config.tls().isPresent()
                ? Optional.of(PemFiles.context(
                        config.tls().get().certificate(), config.tls().get().key()))
                : Optional.empty();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("tidemark-http");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerConfig config, Optional<SSLContext> tls) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        ServerConnector connector;
        if (tls.isPresent()) {
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setSslContext(tls.get());
            SecureRequestCustomizer secure = new SecureRequestCustomizer();
            // Names are checked by who asks; a certificate for a name must not make the address useless.
            secure.setSniHostCheck(false);
            http.addCustomizer(secure);
            connector = new ServerConnector(
                    server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        }
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static void addRoutes(JavalinConfig setup, Access access, List<Routes> routes) {
        setup.routes.before(context -> {
            HEADERS.forEach(context::header);
            access.check(context);
        });
        Paths paths = new Paths(setup.routes);
        routes.forEach(some -> some.addTo(paths));
        setup.routes.exception(HttpProblem.class, (e, context) -> Answers.problem(context, e.status(), e.detail()));
        setup.routes.exception(HttpResponseException.class, HttpServer::refused);
        setup.routes.exception(IOException.class, (e, context) -> failed(context, e));
        setup.routes.exception(UncheckedIOException.class, (e, context) -> failed(context, e));
        setup.routes.exception(Exception.class, (e, context) -> failed(context, e));
    }

    /** What the library itself refuses. */
    private static void refused(HttpResponseException refusal, Context context) {
        refusal.getDetails().forEach((name, value) -> {
            if (name.equals("availableMethods")) {
                context.header("Allow", value);
            }
        });
        int status = refusal.getStatus();
        String detail = switch (status) {
            case 404 -> "there is nothing at " + context.path() + "; /openapi.json tells what there is";
            case 405 -> "it cannot be used with " + context.req().getMethod();
            default -> String.valueOf(refusal.getMessage());
        };
        Answers.problem(context, status, detail);
    }

    private static void failed(Context context, Exception failure) {
        LOG.warn("{} {} failed", context.req().getMethod(), context.path(), failure);
        Answers.problem(context, 500, "it failed; the log of the process says why");
    }

    /** Where it is served; of any port, the one that it got. */
    public URI address() {
        String host = config.host().contains(":") && !config.host().startsWith("[")
                ? "[" + config.host() + "]"
                : config.host();
        return URI.create((config.tls().isPresent() ? "https" : "http") + "://" + host + ":" + javalin.port());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
