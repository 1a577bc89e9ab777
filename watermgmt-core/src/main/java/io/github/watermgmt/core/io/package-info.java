// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The edge: files in and out. Everything that is read here is checked, every unit is converted here
 * once, every repair is reported, and whatever cannot be repaired is refused with file, line,
 * column, value, rule and remedy, all problems of a file at once. Everything that is written is whole
 * or absent.
 */
@NullMarked
package io.github.watermgmt.core.io;

import org.jspecify.annotations.NullMarked;
