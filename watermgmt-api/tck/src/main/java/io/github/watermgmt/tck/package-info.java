// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** Contract tests: extend one, give it your provider, and inherit its tests. */
@NullMarked
package io.github.watermgmt.tck;

import org.jspecify.annotations.NullMarked;
