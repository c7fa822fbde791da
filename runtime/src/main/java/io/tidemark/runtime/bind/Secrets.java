// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.yaml.YamlScalar;
import java.util.Locale;
import java.util.regex.Pattern;

/** What may be shown of values that hold secrets. */
public final class Secrets {
    /** Stands for a secret. */
    public static final String MASK = "***";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final Pattern SECRET_KEY = Pattern.compile(
            ".*(password|passwd|passphrase|secret|token|credential|jaas|apikey|api[._-]key|access[._-]?key|private|userinfo|user[._]info).*");
    private static final Pattern CREDENTIALS =
            Pattern.compile("^((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:(?:thin:)?(?://)?).*@");
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "(?i)([?&;](?:user|username|password|passwd|pwd|secret|token|sslpassword|[a-z_-]*key)=)[^&;]*");

    private Secrets() {}

    /** A secret as it may be shown: the name of the variable that holds it, or the mask. */
    static String shown(YamlScalar scalar) {
        return REFERENCE.matcher(scalar.written()).matches() ? scalar.written() : MASK;
    }

    /** {@code url} with everything that may be a user, a password or a token masked. */
    public static String withoutCredentials(String url) {
        if (REFERENCE.matcher(url).matches()) {
            return url;
        }
        String masked = CREDENTIALS.matcher(url).replaceFirst("$1" + MASK + "@");
        return SECRET_PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    }

    /** Whether the name of {@code key} says that its value is a secret: {@code ssl.keystore.password}, {@code sasl.jaas.config}. */
    public static boolean isSecret(String key) {
        return SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }
}
