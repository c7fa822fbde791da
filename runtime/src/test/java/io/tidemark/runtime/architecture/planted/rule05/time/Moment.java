// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule05.time;

public record Moment(long timestamp) {}
