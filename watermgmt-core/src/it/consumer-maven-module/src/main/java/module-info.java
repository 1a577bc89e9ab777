// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** A user's module: Maven puts on the module path what it requires. */
module consumer {
  requires io.github.watermgmt.api;
  requires io.github.watermgmt.core;
}
