// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** The comparison runner's command line: {@link io.github.watermgmt.bench.Compare}. */
@NullMarked
package io.github.watermgmt.bench;

import org.jspecify.annotations.NullMarked;
