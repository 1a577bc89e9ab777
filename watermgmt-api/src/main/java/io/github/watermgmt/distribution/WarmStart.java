// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * What a provider keeps of a solution to solve a problem that differs a little, faster: nobody
 * else's to look into. It belongs to an {@link Outcome.Solved} and goes with it to {@link
 * DistributionOptimizer#reoptimize}; a provider ignores what is not its own, or does not fit.
 *
 * <p>Implementations are immutable, do not change what a solution is equal to, and may hold some
 * bytes for each variable of the problem.
 */
public interface WarmStart {}
