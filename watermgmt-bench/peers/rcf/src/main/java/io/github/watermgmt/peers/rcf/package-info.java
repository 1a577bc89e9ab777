// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** AWS's Random Cut Forest as a provider of anomaly detectors, to be compared with others. */
@NullMarked
package io.github.watermgmt.peers.rcf;

import org.jspecify.annotations.NullMarked;
