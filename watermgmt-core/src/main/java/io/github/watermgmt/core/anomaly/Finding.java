// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.Detection;
import java.time.Instant;

/**
 * An episode in which a session reported an anomaly without pause.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series the channel that contributed most
 * @param detection the last of those with the highest grade, but with the time of the first: what
 *     is known of it in the end, and when it became known at all
 * @param until end of the last step at which it was reported, exclusive
 * @param open whether it was still reported at the end of what was watched
 */
public record Finding(String series, Detection detection, Instant until, boolean open) {}
