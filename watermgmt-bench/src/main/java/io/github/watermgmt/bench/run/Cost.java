// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

/**
 * What a piece of work cost.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param wallNanos time that passed, nanoseconds
 * @param cpuNanos time of the working thread on a processor, nanoseconds; −1 where unknown
 * @param allocatedBytes memory that the working thread allocated on the heap, bytes; −1 where
 *     unknown
 */
public record Cost(long wallNanos, long cpuNanos, long allocatedBytes) {}
