// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

/** The kinds of networks that forecast. Thread-safety: an immutable enum. */
public enum NetworkKind {
  /** Dense layers over flat inputs. */
  DENSE("tf-dense"),
  /** Causal convolutions over the last two weeks, then dense layers. */
  CONV("tf-conv");

  private final String provider;

  NetworkKind(String provider) {
    this.provider = provider;
  }

  /** Returns the name of the provider. */
  public String provider() {
    return provider;
  }
}
