// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule06.runtime;

import dagger.Module;

/** The runtime composes with Dagger. */
@Module
final class Innocent {}
