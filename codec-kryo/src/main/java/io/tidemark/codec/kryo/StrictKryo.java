// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/** A Kryo that knows registered classes and no others, and says what to do about the others. */
final class StrictKryo extends Kryo {
    /** Deeper trees are refused, before the stack ends. */
    private static final int MAX_DEPTH = 100;

    private final String codec;

    StrictKryo(String codec) {
        super(new ByIdOnly(), null);
        this.codec = codec;
        setRegistrationRequired(true);
        setMaxDepth(MAX_DEPTH);
        // It saves bytes where a field is a list of one final class, and makes what an element takes depend on the
        // field it was reached by.
        setOptimizedGenerics(false);
    }

    // Kryo's methods know only the raw type.
    @SuppressWarnings("rawtypes")
    @Override
    protected String unregisteredClassMessage(Class type) {
        return type.getName() + " is not registered: add .registering(id, " + type.getSimpleName()
                + ".class) where the codec '" + codec + "' is made, with an id that no other class has or had";
    }

    /** Kryo can write a class by its name, and looks a name up before it asks whether the class is registered. */
    private static final class ByIdOnly extends DefaultClassResolver {
        private static final int NAMED = 1;
        private static final int FIRST = 2;

        // Kryo's methods know only the raw type.
        @SuppressWarnings("rawtypes")
        @Override
        protected void writeName(Output output, Class type, Registration registration) {
            throw new KryoException(type.getName() + " has no id");
        }

        @Override
        public @Nullable Registration readClass(Input input) {
            int written = input.readVarInt(true);
            if (written == Kryo.NULL) {
                return null;
            }
            if (written == NAMED) {
                throw new KryoException("a class is named, but classes have ids here");
            }
            Registration registration = getRegistration(written - FIRST);
            if (registration == null) {
                throw new KryoException("no class has the id " + written);
            }
            return registration;
        }
    }
}
