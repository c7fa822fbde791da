// SPDX-License-Identifier: Apache-2.0
/** The aggregate of {@code docs/custom-aggregates.md}, as a user would write it. */
package com.example.frequent;
