// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule06.state.memory;

import dagger.Module;

@Module
final class BackendWithModule {}
