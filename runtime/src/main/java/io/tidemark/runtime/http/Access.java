// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.javalin.http.Context;
import io.tidemark.runtime.config.ServerConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and how often.
 *
 * <p>Without a token, only this machine can reach the server, but a browser on it may be led here by any page: so the name that it was asked for must be one of this machine's (against DNS rebinding), and what changes something must
 * not come from another page. With a token, it comes as {@code Authorization: Bearer}, or, for browsers, as the password of {@code Basic}.
 */
final class Access {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
    /** What is no secret; the whole path, for one that only begins so may be made to lead elsewhere. */
    private static final Set<String> OPEN = Set.of("/health", "/health/live", "/health/ready");

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final Optional<byte[]> token;
    private final boolean isLocal;
    private final RateLimiter rate;

    Access(ServerConfig config) {
        token = config.token().map(Access::digest);
        isLocal = config.token().isEmpty() && !config.insecure();
        rate = RateLimiter.of(
                "http",
                RateLimiterConfig.custom()
                        .limitForPeriod(config.requestsPerSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    /** Lets a request pass, or refuses it. */
    void check(Context context) {
        if (!rate.acquirePermission()) {
            context.header("Retry-After", "1");
            throw new HttpProblem(
                    429, "more requests came in this second than are answered; wait, or raise 'requests_per_second'");
        }
        if (isLocal && !LOOPBACK.contains(hostName(context.header("Host")))) {
            throw new HttpProblem(
                    403, "without a token only requests to 127.0.0.1 or localhost are answered, not to another name");
        }
        if (isOfAnotherPage(context)) {
            throw new HttpProblem(403, "what changes something is not taken from another page");
        }
        if (token.isPresent() && !OPEN.contains(context.path()) && !isAuthorized(context)) {
            context.header("WWW-Authenticate", "Bearer realm=\"tidemark\"");
            if (!context.path().startsWith("/api/") && !context.path().startsWith("/v1/")) {
                context.res().addHeader("WWW-Authenticate", "Basic realm=\"tidemark\", charset=\"UTF-8\"");
            }
            throw new HttpProblem(401, "the job's server wants 'Authorization: Bearer' with its token");
        }
    }

    private boolean isAuthorized(Context context) {
        String header = context.header("Authorization");
        if (header == null) {
            return false;
        }
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return isToken(header.substring(BEARER.length()).strip());
        }
        return scheme.startsWith(BASIC)
                && password(header.substring(BASIC.length()).strip())
                        .filter(this::isToken)
                        .isPresent();
    }

    private static Optional<String> password(String credentials) {
        try {
            String both = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(both.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In the same time whatever is wrong with it, its length included. */
    private boolean isToken(String given) {
        return token.isPresent() && MessageDigest.isEqual(token.get(), digest(given));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A browser says of which page it is where it would matter. */
    private static boolean isOfAnotherPage(Context context) {
        String origin = context.header("Origin");
        boolean changes = !context.req().getMethod().equals("GET")
                && !context.req().getMethod().equals("HEAD");
        if (!changes || origin == null) {
            return false;
        }
        try {
            return !String.valueOf(new URI(origin).getAuthority()).equalsIgnoreCase(context.header("Host"));
        } catch (URISyntaxException e) {
            return true;
        }
    }

    /** Without the port. */
    private static String hostName(@Nullable String host) {
        if (host == null) {
            return "";
        }
        String lower = host.toLowerCase(Locale.ROOT);
        int port = lower.lastIndexOf(':');
        return port > lower.lastIndexOf(']') && (port == lower.indexOf(':') || lower.startsWith("["))
                ? lower.substring(0, port)
                : lower;
    }
}
