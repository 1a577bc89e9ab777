// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** JMH benchmarks of the hot paths. */
@NullMarked
package io.github.watermgmt.bench.jmh;

import org.jspecify.annotations.NullMarked;
