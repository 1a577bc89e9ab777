// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * What a forecaster or detector may know beyond numbers: zones and their meters, what each sensor
 * measures and where, the network, and events such as repairs with the moment from which they were
 * known.
 */
@NullMarked
package io.github.watermgmt.site;

import org.jspecify.annotations.NullMarked;
