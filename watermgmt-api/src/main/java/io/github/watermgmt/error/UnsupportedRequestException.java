// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

/** A request asks for what this provider or result cannot give; its capabilities say so before. */
public final class UnsupportedRequestException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  public UnsupportedRequestException(String message) {
    super(ErrorCode.UNSUPPORTED_REQUEST, message);
  }
}
