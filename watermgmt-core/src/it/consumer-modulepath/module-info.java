// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** A user's module: needs the api only; providers are bound as services. */
module consumer {
  requires io.github.watermgmt.api;
}
