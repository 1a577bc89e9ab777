// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.distribution.DistributionOptimizer;

/**
 * A provider of distribution optimizers.
 *
 * <p>Thread-safety: implementations must allow calls from several threads at once.
 */
public interface OptimizerProvider extends Provider<DistributionOptimizer> {}
