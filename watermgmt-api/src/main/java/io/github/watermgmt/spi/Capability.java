// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.Locale;

/**
 * What a provider, or a model that it fitted, can do beyond the least that its kind promises. A
 * caller asks here before it asks for the thing itself; what is missing here ends in {@link
 * io.github.watermgmt.error.UnsupportedRequestException}, never in a silent substitute.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum Capability {
  /** Forecasts carry quantiles besides the mean. */
  QUANTILES("forecasts carry quantiles"),
  /** Forecasts carry joint sample paths over series and steps. */
  SAMPLE_PATHS("forecasts carry joint sample paths"),
  /** Forecasts can be explained by components that add up to the mean. */
  EXPLANATION("forecasts can be explained by components"),
  /** Covariates such as weather are used, not merely accepted. */
  COVARIATES("covariates are used"),
  /** Holidays of the calendar are used. */
  HOLIDAYS("holidays of the calendar are used"),
  /** A fitted model can be carried on with newer data, without a new fit. */
  UPDATE("a fitted model can be updated with newer data"),
  /** A fitted model can be written to a model file and restored. */
  PERSISTENCE("a fitted model can be saved and restored"),
  /** Missing values in the history are allowed. */
  MISSING_VALUES("missing values in the history are allowed"),
  /** Several series are modelled in one fit. */
  MULTI_SERIES("several series in one fit"),
  /** A running session can be written to bytes and restored. */
  SNAPSHOT("a running session can be snapshotted and restored"),
  /** A detection says how much each channel contributed. */
  ATTRIBUTION("detections are attributed to channels"),
  /** A detection suspects places in the network. */
  LOCATION("detections suspect places in the network"),
  /** Events such as repairs and feedback change what a session does. */
  EVENTS("sessions make use of events and feedback"),
  /** A solved plan comes with marginal prices. */
  MARGINAL_PRICES("plans come with marginal prices"),
  /** A changed problem is solved from the previous solution. */
  WARM_START("a changed problem starts from the previous solution"),
  /** Pumps that are switched in whole units are planned as such. */
  PUMP_UNITS("pumps switched in whole units"),
  /** Infeasibility is explained by a conflict. */
  CONFLICTS("infeasibility is explained by a conflict"),
  /** A deadline ends the work with the best plan found, where there is one. */
  TIME_LIMIT("a deadline ends with the best plan found"),
  /** A single instant can be simulated. */
  STEADY_STATE("a single instant can be simulated"),
  /** A sequence of steps with changing tank levels can be simulated. */
  EXTENDED_PERIOD("a sequence of steps can be simulated"),
  /** Consumers get less water where the pressure is too low. */
  PRESSURE_DRIVEN("demand follows pressure");

  private final String summary;

  Capability(String summary) {
    this.summary = summary;
  }

  /** Returns what this capability means, in a few words. */
  public String summary() {
    return summary;
  }

  /** Returns the name as it stands in tables, such as {@code sample-paths}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
