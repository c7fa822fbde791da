// SPDX-License-Identifier: Apache-2.0
/** The backend of {@code docs/backend-plugin.md}, as a user would write it. */
@NullMarked
package com.example.logbook;

import org.jspecify.annotations.NullMarked;
