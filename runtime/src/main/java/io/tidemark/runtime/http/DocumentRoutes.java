// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import java.util.Map;
import java.util.Set;

/** The description of everything else that is served. */
final class DocumentRoutes implements Routes {
    private final String version;

    /** Of this version of the program; added last. */
    DocumentRoutes(String version) {
        this.version = version;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get("/openapi.json", "This description, OpenAPI 3.1", Set.of(), (context, none) -> {
            Map<String, Object> document = ApiDocument.of(paths.operations(), version);
            Answers.json(context, document);
        });
    }
}
