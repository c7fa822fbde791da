// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Files from the class path: the page at {@code /}, what it needs, and the description of all paths. No other file can be named. */
public final class PageRoutes implements Routes {
    /** By path: the file, and its type. */
    private static final Map<String, Asset> ASSETS =
            Map.of("/openapi.json", new Asset("/io/tidemark/runtime/http/openapi.json", Answers.JSON));

    private record Asset(String file, String type) {}

    /** The files. */
    public PageRoutes() {}

    @Override
    public void addTo(RoutesConfig routes) {
        ASSETS.forEach((path, asset) -> routes.get(path, context -> answer(context, asset)));
    }

    private static void answer(Context context, Asset asset) throws IOException {
        try (InputStream file = PageRoutes.class.getResourceAsStream(asset.file())) {
            if (file == null) {
                throw new IOException("the jar has no " + asset.file());
            }
            context.contentType(asset.type()).result(file.readAllBytes());
        }
    }
}
