// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.tf.internal.net.Architecture;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import io.github.watermgmt.tf.internal.net.NetExport;
import io.github.watermgmt.tf.internal.net.Trained;
import io.github.watermgmt.tf.internal.net.Weights;
import java.nio.file.Path;

/**
 * A network that was trained here.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
final class TrainedNetwork implements RowNetwork {
  private static final String NETWORK = "network";
  private static final String CURVE = "learning-curve";

  private final Architecture architecture;
  private final Trained trained;
  private final InferenceNet net;

  private TrainedNetwork(Architecture architecture, Trained trained, InferenceNet net) {
    this.architecture = architecture;
    this.trained = trained;
    this.net = net;
  }

  /** Opens a network; the caller closes it. */
  static TrainedNetwork open(Architecture architecture, Trained trained) {
    return new TrainedNetwork(
        architecture, trained, InferenceNet.open(architecture, trained.weights()));
  }

  /** Opens the network of a file, which must be built as the options say. */
  static TrainedNetwork read(ModelFile file, Architecture expected) {
    EntryReader curves = file.reader(CURVE);
    LearningCurve curve = LearningCurve.read(curves);
    curves.end();
    EntryReader in = file.reader(NETWORK);
    Architecture architecture = Architecture.read(in);
    if (!architecture.equals(expected)) {
      throw in.corrupt("network (" + architecture + "), must be that of the options");
    }
    Weights weights = Weights.read(in, architecture);
    in.end();
    return open(architecture, new Trained(weights, curve));
  }

  @Override
  public int window() {
    return architecture.inputs();
  }

  @Override
  public float[] call(float[] rows, int count) {
    return net.call(rows, count);
  }

  /** Options, seed and data say all of what is trained here. */
  @Override
  public String fingerprint() {
    return "";
  }

  @Override
  public void addTo(ModelFile.Builder builder) {
    EntryWriter network = new EntryWriter();
    architecture.write(network);
    trained.weights().write(network);
    EntryWriter curve = new EntryWriter();
    trained.curve().write(curve);
    builder.entry(NETWORK, network).entry(CURVE, curve);
  }

  /** Writes the network as a SavedModel. */
  void export(Path folder) {
    NetExport.write(architecture, trained.weights(), folder);
  }

  @Override
  public void close() {
    net.close();
  }
}
