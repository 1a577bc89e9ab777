// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

import java.util.Locale;

/**
 * The stable catalogue of domain errors. A code, once released, keeps its meaning for ever;
 * messages may improve.
 *
 * <p>The hundreds name the room: 1xx data, 2xx forecasting, 3xx anomaly detection, 4xx network and
 * distribution, 5xx models, 6xx providers and options, 7xx files, 8xx a run that was stopped.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum ErrorCode {
  /** A value is infinite, or not a number where a number is required. */
  NON_FINITE_VALUE(101, "a value is not finite"),
  /** A quantity or unit is unknown, ambiguous or does not fit. */
  UNIT(102, "a unit is unknown or does not fit"),
  /** Rows cannot be brought onto a regular axis. */
  IRREGULAR_ROWS(103, "rows cannot be brought onto a regular axis"),
  /** There is nothing to work on. */
  NO_DATA(104, "there is no usable data"),
  /** Series, panels or axes do not fit together. */
  AXIS_MISMATCH(105, "time axes do not fit together"),
  /** A name is not known where it is used. */
  UNKNOWN_ID(106, "a name is unknown"),
  /** A calendar or covariate does not cover the time asked for. */
  NOT_COVERED(107, "a calendar or covariate ends too early"),
  /** A duplicate was met where duplicates are refused. */
  DUPLICATE(108, "a duplicate is refused"),
  /** A site description contradicts itself. */
  INVALID_SITE(109, "the site is not consistent"),
  /** Data can be used, looks odd, and the caller refuses such. */
  DOUBTFUL_DATA(110, "the data is doubtful"),
  /** The history is too short for the model. */
  TOO_SHORT_HISTORY(201, "the history is too short"),
  /** A forecast was asked for that this model cannot give. */
  UNSUPPORTED_REQUEST(202, "the request asks for what this provider cannot do"),
  /** A provider produced a forecast that breaks the contract. */
  INVALID_FORECAST(203, "a forecast breaks its contract"),
  /** A session was given an instant that is not later than the last one. */
  TIME_ORDER(301, "time went back"),
  /** A session snapshot cannot be restored. */
  INVALID_SNAPSHOT(302, "a snapshot cannot be restored"),
  /** An alert cannot take this action in its state. */
  ALERT_TRANSITION(303, "an alert cannot take this action"),
  /** A network contradicts itself. */
  INVALID_NETWORK(401, "the network is not consistent"),
  /** A distribution problem contradicts itself. */
  INVALID_PROBLEM(402, "the distribution problem is not consistent"),
  /** A plan does not belong to the problem. */
  INVALID_PLAN(403, "the plan does not fit the problem"),
  /** A model file was written by a version that is no longer read. */
  MODEL_TOO_OLD(501, "the model file is too old"),
  /** A model file was written by a newer version. */
  MODEL_TOO_NEW(502, "the model file is too new"),
  /** A model file is truncated, altered or not a model file. */
  MODEL_CORRUPT(503, "the model file is corrupt"),
  /** The provider that wrote the model file is not here. */
  MODEL_PROVIDER_MISSING(504, "the provider of the model file is missing"),
  /** A model was used after it was closed. */
  MODEL_CLOSED(505, "the model is closed"),
  /** No provider has this name. */
  PROVIDER_NOT_FOUND(601, "there is no such provider"),
  /** The provider is there and cannot run. */
  PROVIDER_UNAVAILABLE(602, "the provider is unavailable"),
  /** Two providers claim one name. */
  PROVIDER_DUPLICATE(603, "two providers claim one name"),
  /** An option is unknown or its value breaks its rule. */
  INVALID_OPTION(604, "an option is not valid"),
  /** A provider broke its contract at run time. */
  PROVIDER_FAILED(605, "the provider failed"),
  /** An input file is missing, unreadable or breaks its format. */
  INPUT_FILE(701, "an input file is not valid"),
  /** An output cannot be written. */
  OUTPUT_FILE(702, "an output cannot be written"),
  /** The caller cancelled the run. */
  CANCELLED(801, "the run was cancelled"),
  /** The run did not end before its deadline. */
  DEADLINE_EXCEEDED(802, "the deadline has passed");

  private final String code;
  private final String summary;

  ErrorCode(int number, String summary) {
    this.code = String.format(Locale.ROOT, "WM-%03d", number);
    this.summary = summary;
  }

  /** Returns the stable code, such as {@code WM-201}. */
  public String code() {
    return code;
  }

  /** Returns what the code means, in a few words. */
  public String summary() {
    return summary;
  }
}
