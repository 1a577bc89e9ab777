// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;

/** Where in a file something stands, counted from 1. */
record JsonPlace(int line, int column) {

  static JsonPlace of(JsonParser parser) {
    return of(parser.currentTokenLocation());
  }

  static JsonPlace of(JsonLocation location) {
    return new JsonPlace(location.getLineNr(), location.getColumnNr());
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
