// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import org.jspecify.annotations.Nullable;

/**
 * A value that was read.
 *
 * @param place where it stands
 * @param shown as a message shows it
 * @param value Double, String, Boolean or double[]; null for what is none of these
 */
record JsonField(JsonPlace place, String shown, @Nullable Object value) {}
