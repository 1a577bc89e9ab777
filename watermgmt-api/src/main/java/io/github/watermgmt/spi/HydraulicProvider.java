// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.hydraulics.HydraulicModel;

/**
 * A provider of hydraulic models.
 *
 * <p>Thread-safety: implementations must allow calls from several threads at once.
 */
public interface HydraulicProvider extends Provider<HydraulicModel> {}
