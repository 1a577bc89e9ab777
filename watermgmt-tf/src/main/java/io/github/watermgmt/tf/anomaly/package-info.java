// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * An autoencoder as a detector: how frames become rows of deviations from what is usual, how the
 * network learns them, or one that others trained is asked, and how errors of reconstruction become
 * evidence and alarms.
 *
 * <p>A row that the network reconstructs badly is unlike all it has learnt. How badly is told by a
 * conformal p-value (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005): the
 * rank of the error among those of fault-free history that was held out. P-values are added up as a
 * power martingale that starts anew at 0 (Volkhonskiy, Burnaev, Nouretdinov, Gammerman and Vovk,
 * Inductive Conformal Martingales for Change-Point Detection, COPA 2017).
 */
@NullMarked
package io.github.watermgmt.tf.anomaly;

import org.jspecify.annotations.NullMarked;
