// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** The main job on one screen: readings in, forecast and report out. */
package io.github.watermgmt.examples.quickstart;
