// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

/**
 * What kind of thing a sensor sits at.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum ElementKind {
  /** A node of the network: junction, reservoir or tank. */
  NODE,
  /** A link of the network: pipe, pump or valve. */
  LINK,
  /** A whole zone, such as the air temperature of a district. */
  ZONE,
  /** Nothing in particular, or unknown. */
  NONE
}
