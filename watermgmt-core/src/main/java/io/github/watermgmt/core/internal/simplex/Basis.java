// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import java.util.Arrays;

/**
 * Which columns of a program are basic, and at which bound the others are. Thread-safety:
 * immutable.
 */
public final class Basis {
  private final byte[] status;
  private final int[] basic;

  Basis(byte[] status, int[] basic) {
    this.status = status.clone();
    this.basic = basic.clone();
  }

  byte[] status() {
    return status.clone();
  }

  int[] basic() {
    return basic.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Basis other
        && Arrays.equals(status, other.status)
        && Arrays.equals(basic, other.basic);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(basic);
  }

  @Override
  public String toString() {
    return basic.length + " of " + (status.length - basic.length) + " columns";
  }
}
