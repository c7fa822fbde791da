// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.DoubleResult;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.Results;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function and an accumulator of it.
 *
 * @param <E> the element
 */
final class Folding<E> {
    private final AggregateFunction<? super E, Object, ?> function;
    private final Object accumulator;

    Folding(AggregateFunction<? super E, ?, ?> function) {
        this(typed(function), typed(function).createAccumulator());
    }

    private Folding(AggregateFunction<? super E, Object, ?> function, Object accumulator) {
        this.function = function;
        this.accumulator = accumulator;
    }

    /** The accumulator, read by another function. */
    Folding<E> as(AggregateFunction<? super E, ?, ?> other) {
        return new Folding<>(typed(other), accumulator);
    }

    void add(E element) {
        function.add(accumulator, element);
    }

    void addAll(Iterable<E> elements) {
        elements.forEach(this::add);
    }

    /** Adds an element as the engine does it, by its number, if the function is one of a number. */
    void addNumber(E element) {
        if (function instanceof NumberAggregate<?, ?>) {
            NumberAggregate<E, Object> numeric = numeric(function);
            double number = numeric.field().read(element);
            if (Double.isFinite(number)) {
                numeric.addNumber(accumulator, number);
            }
        } else {
            add(element);
        }
    }

    void merge(Folding<E> from) {
        function.merge(accumulator, from.accumulator);
    }

    /** What becomes of it when it is written and read; empty when the function has no codec. */
    Optional<Folding<E>> reread() {
        return codec().map(codec -> {
            StateOutput out = new StateOutput();
            codec.write(accumulator, out);
            StateInput in = new StateInput(out.toByteArray());
            try {
                Object read = codec.read(in, codec.version());
                if (in.remaining() > 0) {
                    throw new AssertionError(
                            "the codec of " + function + " leaves " + in.remaining() + " bytes unread");
                }
                return new Folding<>(function, read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The bytes that the codec writes. */
    byte[] bytes() {
        StateOutput out = new StateOutput();
        codec().orElseThrow().write(accumulator, out);
        return out.toByteArray();
    }

    private Optional<StateCodec<Object>> codec() {
        return function.codec();
    }

    boolean clear() {
        return function.clear(accumulator);
    }

    @Nullable
    Object result(Window window) {
        return function.result(accumulator, window);
    }

    /** The result as the engine takes it, without an object, if it is a double. */
    @Nullable
    Object doubleResult(Window window) {
        return function instanceof DoubleResult<?>
                ? Results.finite(asDouble(function).doubleResult(accumulator, window))
                : result(window);
    }

    @SuppressWarnings("unchecked") // Its accumulator is the function's own.
    private static DoubleResult<Object> asDouble(Object function) {
        return (DoubleResult<Object>) function;
    }

    @SuppressWarnings("unchecked") // A function takes numbers from what it takes elements of, into its own accumulator.
    private static <E> NumberAggregate<E, Object> numeric(Object function) {
        return (NumberAggregate<E, Object>) function;
    }

    /** What kind of accumulator it is only the function knows; whoever holds both keeps them together. */
    @SuppressWarnings("unchecked")
    private static <E> AggregateFunction<? super E, Object, ?> typed(AggregateFunction<? super E, ?, ?> function) {
        return (AggregateFunction<? super E, Object, ?>) function;
    }
}
