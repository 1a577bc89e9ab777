// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * What every subcommand of the comparison runner shares: who takes part, how a run is stopped, what
 * its work cost, and what its results came from.
 */
@NullMarked
package io.github.watermgmt.bench.run;

import org.jspecify.annotations.NullMarked;
