// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The paths that are served, each with what is to be said of it: so {@code /openapi.json} has what there is, and nothing else. */
public final class Paths {
    private final RoutesConfig routes;
    private final List<Operation> operations = new ArrayList<>();

    Paths(RoutesConfig routes) {
        this.routes = routes;
    }

    /** Answers a request, whose parameters are among those that the path has. */
    @FunctionalInterface
    public interface Handler {
        /** Answers it, or throws what {@link HttpServer} makes a problem of. */
        void answer(Context context, Parameters parameters) throws Exception;
    }

    /**
     * A path, for the description.
     *
     * @param method of HTTP, in small letters
     * @param path with names in braces
     * @param summary what it answers
     * @param type of the answer
     * @param parameters that it takes in the query
     * @param bodies the types of what may be sent to it; none when nothing is
     */
    record Operation(
            String method, String path, String summary, String type, Set<String> parameters, List<String> bodies) {}

    /** Serves {@code GET}, with an object of JSON. */
    public void get(String path, String summary, Set<String> parameters, Handler handler) {
        get(path, summary, Answers.JSON, parameters, handler);
    }

    /** Serves {@code GET}, with an answer of this type. */
    public void get(String path, String summary, String type, Set<String> parameters, Handler handler) {
        add(HandlerType.GET, new Operation("get", path, summary, type, parameters, List.of()), handler);
    }

    /** Serves {@code POST}, with an object of JSON. */
    public void post(String path, String summary, Set<String> parameters, Handler handler) {
        add(HandlerType.POST, new Operation("post", path, summary, Answers.JSON, parameters, List.of()), handler);
    }

    /** Serves {@code POST} of a body of one of these types, with an object of JSON. */
    public void take(String path, String summary, List<String> bodies, Handler handler) {
        add(HandlerType.POST, new Operation("post", path, summary, Answers.JSON, Set.of(), bodies), handler);
    }

    /** Serves a file of the page for people, which the description leaves out: it is no part of the API. */
    public void file(String path, String type, byte[] content) {
        routes.addHttpHandler(
                HandlerType.GET, path, context -> context.contentType(type).result(content));
    }

    private void add(HandlerType method, Operation operation, Handler handler) {
        operations.add(operation);
        routes.addHttpHandler(
                method,
                operation.path(),
                context -> handler.answer(context, Parameters.of(context, operation.parameters())));
    }

    /** All of them, in the order in which they came. */
    List<Operation> operations() {
        return List.copyOf(operations);
    }
}
