// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Made-up demand whose truth is known, for tests and examples: {@link
 * io.github.watermgmt.tck.synthetic.Households} by the hour, {@link
 * io.github.watermgmt.tck.synthetic.Districts} in a hierarchy of three levels, and {@link
 * io.github.watermgmt.tck.synthetic.Months} of a utility with what drives them.
 *
 * <p>Everything is drawn from {@link io.github.watermgmt.spi.RunContext#random}: the same seed
 * gives the same bits on every machine. What lies at one stamp depends on the seed and the stamp
 * alone, so that a longer history begins with the shorter one. The formulas stand with the types;
 * the numbers in them are plausible, not measured.
 */
@NullMarked
package io.github.watermgmt.tck.synthetic;

import org.jspecify.annotations.NullMarked;
