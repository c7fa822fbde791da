// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.Pane;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline yields.
 *
 * @param views by name
 * @param alerts by detector, in order
 * @param letters dead letters in order
 * @param elements elements and undecodable records
 * @param invalidRecords those that are invalid for all views
 * @param keysWithState how many keys have state in the end; negative for any number
 */
record Output(
        Map<String, ViewOutput> views,
        Map<String, List<Pane<String>>> alerts,
        List<Letter> letters,
        long elements,
        long invalidRecords,
        int keysWithState) {}
