// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model says of itself and of its forecasts. Thread-safety: stateless. */
final class NetworkNotes {
  private static final int WEEK = 7;
  private static final int STALE_DAYS = 7;
  private static final int OLD_DAYS = 84;
  private static final long DAY_SECONDS = 86_400;

  private NetworkNotes() {}

  static List<String> warnings(NetworkModel model, LaidSeries[] laid) {
    List<String> warnings = new ArrayList<>();
    long cutoff = model.trainedOn.end().getEpochSecond();
    long age = (cutoff - model.learntUntil) / DAY_SECONDS;
    if (age > OLD_DAYS) {
      warnings.add(
          Validation.message(
              "weights", age + " days old", "know nothing of the last season", "fit anew"));
    }
    for (int s = 0; s < laid.length; s++) {
      int unknown = 0;
      int newest = model.origin() - 1;
      while (unknown <= newest && Double.isNaN(laid[s].days().meanDeviation(newest - unknown))) {
        unknown++;
      }
      if (unknown > STALE_DAYS) {
        warnings.add(
            "series '"
                + model.seriesIds().get(s)
                + "': no value in the last "
                + unknown
                + " days: as it was before, without what is new");
      }
    }
    Calendar calendar = model.calendar;
    long next = calendar.clock().epochDay(cutoff);
    if (!calendar.covers(next + WEEK - 1)) {
      warnings.add(
          Validation.message(
              "calendar",
              "known to " + calendar.validUntil().map(LocalDate::toString).orElse("ever"),
              "ends within a week: holidays after that are taken for ordinary days",
              "give the holidays to come"));
    }
    return List.copyOf(warnings);
  }

  static Explanation explanation(
      NetworkModel model, String id, Outlook outlook, TimeAxis axis, double[] mean) {
    double[] usual = new double[mean.length];
    double[] network = new double[mean.length];
    double[] rest = new double[mean.length];
    for (int t = 0; t < mean.length; t++) {
      usual[t] = outlook.usual(axis.epochSecond(t));
      network[t] = outlook.mean(axis.epochSecond(t)) - usual[t];
      rest[t] = mean[t] - usual[t] - network[t];
    }
    List<Explanation.Component> components = new ArrayList<>();
    components.add(new Explanation.Component("same day of earlier weeks", usual));
    components.add(new Explanation.Component("network", network));
    if (Arrays.stream(rest).anyMatch(value -> Math.abs(value) > 1e-9)) {
      components.add(new Explanation.Component("not below zero", rest));
    }
    return new Explanation(id, components, notes(model));
  }

  private static List<String> notes(NetworkModel model) {
    LearningCurve curve = model.network.curve();
    int most = model.options.get(NetworkOptions.EPOCHS);
    int patience = model.options.get(NetworkOptions.PATIENCE);
    String why =
        curve.epochs() < most
            ? "since " + patience + " more passes brought no gain"
            : "since no more than " + most + " were allowed";
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "training on the older days stopped after %d passes, %s; the best one was pass %d, and"
                + " so many passes were then made over all days",
            curve.epochs(),
            why,
            model.network.passes()));
    notes.add("loss while training, pass by pass: " + listed(curve.training()));
    notes.add("loss on days held back, pass by pass: " + listed(curve.validation()));
    return notes;
  }

  private static String listed(double[] losses) {
    return Arrays.stream(losses)
        .mapToObj(loss -> String.format(Locale.ROOT, "%.4f", loss))
        .collect(Collectors.joining(" "));
  }
}
