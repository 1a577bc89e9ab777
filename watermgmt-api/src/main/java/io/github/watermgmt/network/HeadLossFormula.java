// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

/** How friction in pipes is computed; decides what a pipe's roughness means. */
public enum HeadLossFormula {
  /** Hazen-Williams: roughness is the dimensionless coefficient C, larger is smoother. */
  HAZEN_WILLIAMS,
  /** Darcy-Weisbach: roughness is the height of the wall's unevenness in mm. */
  DARCY_WEISBACH,
  /** Chezy-Manning: roughness is Manning's n in s/m^(1/3). */
  CHEZY_MANNING
}
