// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.PaneResults;
import io.tidemark.window.Window;
import java.nio.ByteBuffer;

/**
 * What a checkpoint holds of one key in one slice or window.
 *
 * @param window the window; of views that are computed by slices, the slice
 * @param elements how many are in it
 * @param accumulators as their codecs write them, one after the other, each after its version; read-only
 * @param results what the view's aggregates say of these elements alone
 */
public record StateCell(Window window, long elements, ByteBuffer accumulators, PaneResults results) {}
