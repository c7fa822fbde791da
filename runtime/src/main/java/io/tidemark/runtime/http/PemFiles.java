// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads what TLS needs from PEM files, as certificate authorities hand them out. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PemFiles() {}

    /**
     * What a server needs.
     *
     * @param certificates the server's own first, then those that vouch for it
     * @param key of the first one, as PKCS #8, not encrypted
     */
    static SSLContext context(Path certificates, Path key) throws IOException {
        try {
            Certificate[] chain = chain(certificates);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            // It is in memory only.
            char[] password = new char[0];
            store.setKeyEntry("tidemark", key(key), password, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(certificates + " and " + key + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(content))
                .toArray(new Certificate[0]);
        if (chain.length == 0) {
            throw new IOException(file + " has no certificate; expected '-----BEGIN CERTIFICATE-----'");
        }
        return chain;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(
                    file
                            + " has no private key that can be read; expected '-----BEGIN PRIVATE KEY-----', which 'openssl pkcs8 -topk8 -nocrypt' makes of others");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        InvalidKeySpecException last = new InvalidKeySpecException("no algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw new IOException(file + " has a private key of an algorithm that is not known; use RSA or EC", last);
    }
}
