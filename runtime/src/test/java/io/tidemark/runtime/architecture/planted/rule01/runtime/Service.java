// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.runtime;

/** What no plugin may know. */
public final class Service {}
