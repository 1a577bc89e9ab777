// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.core.anomaly.DetectionRun;
import io.github.watermgmt.core.anomaly.Finding;
import io.github.watermgmt.core.distribution.ForecastDemand;
import io.github.watermgmt.core.prepare.Cleaner;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The main job on one screen: readings in; a week's demand forecast, findings and tomorrow's
 * least-cost plan out. {@link Main} is the command line, {@link Inputs} reads the files, {@link
 * Results} writes them.
 */
final class Quickstart {
  private static final long WEEK_SECONDS = 7 * 86_400;
  private static final int TRAINING_WEEKS = 6;

  private Quickstart() {}

  static Results run(Inputs inputs, Consumer<String> log) {
    Providers providers = Providers.discover();
    RunContext run = RunContext.standard().withSeed(1).withParallelism(2);

    // Values that no sensor can have measured become missing, and the report lists them.
    Cleaner.Cleaned clean = Cleaner.builder(inputs.calendar()).build().clean(inputs.known(), run);

    Forecaster forecaster = providers.forecaster(inputs.forecaster());
    log.accept("Forecasting " + clean.panel().size() + " series with " + forecaster.name());
    History history = new History(clean.panel(), inputs.weather(), inputs.calendar());
    TimeAxis axis = history.targets().axis();
    int week = (int) (WEEK_SECONDS / axis.stepSeconds());
    try (FittedForecaster model = forecaster.fit(history, run)) {
      Forecast forecast = model.forecast(ForecastRequest.steps(week), run);

      // Another forecaster than the usual one is drawn beside it.
      Optional<Forecast> usual = Optional.empty();
      Forecaster auto = providers.forecaster("auto");
      if (!auto.name().equals(forecaster.name())) {
        log.accept("Forecasting with " + auto.name() + " too, to compare");
        try (FittedForecaster other = auto.fit(history, run)) {
          usual = Optional.of(other.forecast(ForecastRequest.steps(week), run));
        }
      }

      List<String> notes = new ArrayList<>(inputs.notes());
      List<Finding> findings = new ArrayList<>();
      for (String name : inputs.detectors()) {
        AnomalyDetector detector = providers.detector(name);
        log.accept("Looking for leaks with " + detector.name());
        findings.addAll(findings(detector, inputs, run, notes));
      }

      Optional<ForecastDemand> demand = Optional.empty();
      Optional<Outcome> plan = Optional.empty();
      if (inputs.problem().isPresent()) {
        Problem problem = Planning.within(forecast.axis(), inputs.problem().get(), notes);
        int steps = Math.max(week, Planning.stepsUntil(problem, forecast.axis()));
        Forecast ahead = model.forecast(ForecastRequest.steps(steps), run);
        demand = Optional.of(ForecastDemand.mean(problem, ahead));
        var optimizer = providers.optimizer(inputs.optimizer());
        log.accept("Planning '" + problem.name() + "' with " + optimizer.name());
        plan = Optional.of(optimizer.optimize(demand.get().problem(), run));
      }
      return new Results(
          inputs,
          clean.panel(),
          clean.report(),
          forecast,
          usual,
          model.provenance(),
          findings,
          demand,
          plan,
          notes);
    }
  }

  /** Learns from the first weeks of each series, and watches the rest as if it were live. */
  private static List<Finding> findings(
      AnomalyDetector detector, Inputs inputs, RunContext run, List<String> notes) {
    List<Finding> findings = new ArrayList<>();
    for (String id : inputs.known().ids()) {
      Panel one = inputs.known().select(List.of(id));
      TimeAxis axis = one.axis();
      int weeks = (int) (TRAINING_WEEKS * WEEK_SECONDS / axis.stepSeconds());
      int training = Math.min(weeks, axis.length() / 2);
      try {
        findings.addAll(
            DetectionRun.perSeries(
                detector,
                DetectorTraining.of(one.slice(0, training), inputs.calendar()),
                one.slice(training, axis.length()),
                run));
      } catch (WaterManagementException e) {
        notes.add(
            "series '" + id + "' was not watched by " + detector.name() + ": " + e.getMessage());
      }
    }
    return findings;
  }
}
