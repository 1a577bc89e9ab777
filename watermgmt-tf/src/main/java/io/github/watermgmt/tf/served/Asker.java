// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.savedmodel.CallableModel;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.Signature;
import io.github.watermgmt.tf.savedmodel.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a network by a mapping, many questions at a call. Horizons beyond the leads of one call are
 * reached by asking on, with the middle of what was answered in place of what is not known yet.
 *
 * <p>Thread-safety: as the network.
 *
 * @param mapping what its inputs and outputs are
 * @param model the network
 */
record Asker(Mapping mapping, CallableModel model) {
  private static final int MOST_ROWS = 1024;

  /**
   * Refuses a mapping that does not fit the network.
   *
   * @param source where the mapping is from
   * @throws InputFileException WM-701 with all problems
   */
  void requireFit(String source) {
    Signature signature = model.signature();
    Validation problems = new Validation();
    for (TensorSpec input : signature.inputs()) {
      Optional<InputMapping> mapped =
          mapping.inputs().stream().filter(one -> one.name().equals(input.name())).findFirst();
      if (mapped.isEmpty()) {
        problems.add(
            Validation.message(
                "input '" + input.name() + "'", input, "is not in the mapping", "add it"));
      } else {
        int[] shape = shape(input, mapped.get(), 1);
        problems.check(
            input.fits(FloatTensor.of(new float[mapped.get().size()], shape)),
            "input '" + input.name() + "'",
            mapped.get().steps() + " steps of " + mapped.get().columns().size() + " columns",
            "must be what the network takes, " + input.shapeText(),
            "");
      }
    }
    for (InputMapping input : mapping.inputs()) {
      problems.check(
          signature.inputs().stream().anyMatch(spec -> spec.name().equals(input.name())),
          "input '" + input.name() + "'",
          "mapped",
          "is none of the network's, " + signature.inputs(),
          "");
    }
    for (Mapping.OutputMapping output : mapping.outputs()) {
      problems.check(
          signature.outputs().stream().anyMatch(spec -> spec.name().equals(output.name())),
          "output '" + output.name() + "'",
          "mapped",
          "is none of the network's, " + signature.outputs(),
          "");
    }
    if (!problems.isEmpty()) {
      throw new InputFileException(source, problems.problems());
    }
  }

  /** Returns the shape of so many rows: as the network has it, steps and columns apart or not. */
  private static int[] shape(TensorSpec spec, InputMapping input, int rows) {
    int rank = spec.shapeKnown() ? spec.shape().size() : input.steps() > 1 ? 3 : 2;
    if (rank == 3) {
      return new int[] {rows, input.steps(), input.columns().size()};
    }
    if (rank == 1 && input.size() == 1) {
      return new int[] {rows};
    }
    return new int[] {rows, input.size()};
  }

  /** Returns the position of the point that lies in the middle. */
  int middle() {
    return nearest(QuantileLevel.of(0.5));
  }

  /** Returns the position of the mean, or of the middle where there is none. */
  int mean() {
    int at = mapping.points().indexOf(Optional.<QuantileLevel>empty());
    return at < 0 ? middle() : at;
  }

  /** Returns the position of the level next to one; the mean counts as the middle. */
  int nearest(QuantileLevel level) {
    List<Optional<QuantileLevel>> points = mapping.points();
    int best = 0;
    int distance = Integer.MAX_VALUE;
    for (int p = 0; p < points.size(); p++) {
      int own = points.get(p).map(QuantileLevel::tenThousandths).orElse(5000);
      int away = Math.abs(own - level.tenThousandths());
      if (away < distance) {
        best = p;
        distance = away;
      }
    }
    return best;
  }

  /**
   * Asks.
   *
   * @param horizon steps, at least 1
   * @return scaled answers, {@code [question][point][step]}
   */
  double[][][] ask(List<Question> questions, int horizon, long stepSeconds, RunContext run) {
    int points = mapping.points().size();
    double[][][] answers = new double[questions.size()][points][horizon];
    int leads = mapping.leadsPerCall();
    // Rows of a call that are steps of one question, where steps are forecast alone.
    int together = mapping.isEachStepAlone() ? mapping.leastLag(stepSeconds) : 1;
    int middle = middle();
    int done = 0;
    while (done < horizon) {
      int most = mapping.isEachStepAlone() ? together : leads;
      int steps = Math.min(most, horizon - done);
      int rowsEach = mapping.isEachStepAlone() ? steps : 1;
      int size = Math.max(1, MOST_ROWS / rowsEach);
      for (int from = 0; from < questions.size(); from += size) {
        run.checkpoint("forecast of a SavedModel");
        int to = Math.min(questions.size(), from + size);
        call(questions, from, to, rowsEach, done, steps, answers);
      }
      for (int q = 0; q < answers.length; q++) {
        for (int t = done; t < done + steps; t++) {
          questions.get(q).answer(answers[q][middle][t]);
        }
      }
      done += steps;
    }
    return answers;
  }

  private void call(
      List<Question> questions,
      int from,
      int to,
      int rowsEach,
      int done,
      int steps,
      double[][][] answers) {
    List<int[]> rows = new ArrayList<>();
    for (int q = from; q < to; q++) {
      for (int r = 0; r < rowsEach; r++) {
        rows.add(new int[] {q, done + r});
      }
    }
    int batch = batch();
    int size = batch > 0 ? batch : rows.size();
    for (int first = 0; first < rows.size(); first += size) {
      int count = Math.min(size, rows.size() - first);
      Map<String, FloatTensor> inputs = new LinkedHashMap<>();
      for (TensorSpec spec : model.signature().inputs()) {
        InputMapping input = mapped(spec.name());
        // Rows beyond those asked for fill a batch of a fixed size with zeros.
        float[] values = new float[Math.multiplyExact(size, input.size())];
        for (int r = 0; r < count; r++) {
          int[] row = rows.get(first + r);
          questions.get(row[0]).fill(input, row[1], values, r * input.size());
        }
        inputs.put(spec.name(), FloatTensor.owning(values, shape(spec, input, size)));
      }
      take(model.call(inputs), rows.subList(first, first + count), size, steps, answers);
    }
  }

  /** Returns the fixed number of rows of a call, 0 if any will do. */
  private int batch() {
    return model.signature().inputs().stream()
        .filter(spec -> spec.shapeKnown() && !spec.shape().isEmpty())
        .mapToInt(spec -> Math.max(0, spec.shape().get(0)))
        .max()
        .orElse(0);
  }

  private InputMapping mapped(String name) {
    return mapping.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void take(
      Map<String, FloatTensor> outputs,
      List<int[]> rows,
      int size,
      int steps,
      double[][][] answers) {
    int leads = mapping.leadsPerCall();
    int point = 0;
    for (Mapping.OutputMapping output : mapping.outputs()) {
      FloatTensor tensor = outputs.get(output.name());
      int each = output.points().size();
      if (tensor == null || tensor.size() != size * leads * each) {
        throw new InputFileException(
            "mapping",
            List.of(
                Validation.message(
                    "output '" + output.name() + "'",
                    tensor == null ? "missing" : tensor,
                    "must hold "
                        + leads
                        + " leads of "
                        + each
                        + " numbers for each of "
                        + size
                        + " rows",
                    "check leads and levels of the mapping")));
      }
      for (int r = 0; r < rows.size(); r++) {
        int question = rows.get(r)[0];
        int lead = rows.get(r)[1];
        for (int t = 0; t < (mapping.isEachStepAlone() ? 1 : steps); t++) {
          for (int p = 0; p < each; p++) {
            answers[question][point + p][lead + t] = tensor.get((r * leads + t) * each + p);
          }
        }
      }
      point += each;
    }
  }
}
