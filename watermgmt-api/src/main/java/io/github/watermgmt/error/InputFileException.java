// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

import java.util.List;

/**
 * An input file is missing, unreadable or breaks its format. Each problem names file, line, column,
 * value, rule and remedy; all problems of a file come at once (the first thousand, then a count).
 */
public final class InputFileException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  private final String file;

  /** Creates the error for the file as the user named it. */
  public InputFileException(String file, List<String> problems) {
    super(ErrorCode.INPUT_FILE, "file " + file, problems);
    this.file = file;
  }

  /** Returns the file as the user named it. */
  public String file() {
    return file;
  }
}
