// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.attic;

final class Homeless {}
