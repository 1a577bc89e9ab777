// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trains trees with XGBoost: absolute error, histograms, one native thread, so that the result
 * depends on rows, options and seed alone. Thread-safety: stateless.
 */
final class Boosting {
  private static final int LEAST_ROWS_OF_A_LEAF = 20;

  private Boosting() {}

  /** Says whether XGBoost's native library is here. */
  static Availability availability() {
    try {
      new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
      return Availability.available();
    } catch (XGBoostError | RuntimeException | LinkageError e) {
      return Availability.unavailable(
          "XGBoost's native library cannot be loaded: " + e,
          "run on Linux, macOS or Windows on x86-64, with the OpenMP runtime (libgomp1)");
    }
  }

  /**
   * Trains.
   *
   * @param rows the features, row after row
   * @param labels one for each row
   */
  static Trees train(float[] rows, float[] labels, Options options, RunContext run) {
    Map<String, Object> params = new HashMap<>();
    params.put("objective", "reg:absoluteerror");
    params.put("base_score", 0);
    params.put("tree_method", "hist");
    params.put("grow_policy", "lossguide");
    params.put("max_depth", 0);
    params.put("max_leaves", options.get(GbmProvider.LEAVES));
    params.put("eta", options.get(GbmProvider.RATE));
    params.put("colsample_bytree", options.get(GbmProvider.FEATURES));
    params.put("min_child_weight", LEAST_ROWS_OF_A_LEAF);
    params.put("nthread", 1);
    params.put("seed", (int) (run.seed() & Integer.MAX_VALUE));
    params.put("verbosity", 0);
    try {
      DMatrix data = new DMatrix(rows, labels.length, rows.length / labels.length, Float.NaN);
      try {
        data.setLabel(labels);
        run.checkpoint();
        Booster booster = XGBoost.train(data, params, 0, new HashMap<>(), null, null);
        try {
          int trees = options.get(GbmProvider.TREES);
          for (int tree = 0; tree < trees; tree++) {
            run.checkpoint();
            booster.update(data, tree);
          }
          return Trees.parse(booster.getModelDump("", false, "text"));
        } finally {
          booster.dispose();
        }
      } finally {
        data.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }
  }
}
