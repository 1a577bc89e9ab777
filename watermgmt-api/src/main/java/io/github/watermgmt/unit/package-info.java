// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Quantities and units. Each quantity has one canonical unit; values are converted where they enter
 * and where they leave, once, and nowhere in between.
 *
 * <table>
 * <caption>Canonical units</caption>
 * <tr><td>flow</td><td>m³/h</td></tr>
 * <tr><td>volume</td><td>m³</td></tr>
 * <tr><td>head, pressure head, level</td><td>m</td></tr>
 * <tr><td>temperature</td><td>°C</td></tr>
 * <tr><td>rain</td><td>mm</td></tr>
 * <tr><td>humidity</td><td>%</td></tr>
 * <tr><td>speed</td><td>km/h</td></tr>
 * <tr><td>power, energy</td><td>kW, kWh</td></tr>
 * <tr><td>price, dimensionless</td><td>1</td></tr>
 * </table>
 */
@NullMarked
package io.github.watermgmt.unit;

import org.jspecify.annotations.NullMarked;
