// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static io.github.watermgmt.tf.savedmodel.SavedModelFolder.refused;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.internal.Sessions;
import io.github.watermgmt.tf.internal.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A loaded SavedModel: the one class here that knows TensorFlow's. Names of a signature are
 * resolved to places in the graph once, when it is loaded.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
final class Bundle implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Bundle.class.getName());
  private static final String DEFAULT_KEY = "serving_default";
  private static final String EXPORT =
      "export it with Keras' model.export(folder) instead of tf.saved_model.save";

  /** Sizes to try where a signature leaves them open: some layers refuse a short window. */
  private static final int[] OPEN_SIZES = {1, 24, 192};

  private static final int MOST_ZEROS = 1 << 24;

  private final Path folder;
  private final SavedModelBundle bundle;
  private final Map<String, Entry> entries = new TreeMap<>();

  /** A signature with its places in the graph. */
  private record Entry(
      Signature signature, Map<String, Place> inputs, Map<String, Place> outputs) {}

  /** An output of an operation, and the type of its elements. */
  private record Place(Output<?> output, DataType type) {}

  private Bundle(Path folder, SavedModelBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
    bundle
        .metaGraphDef()
        .getSignatureDefMap()
        .forEach(
            (key, definition) -> {
              if (Signatures.isCallable(key, definition)) {
                entries.put(key, entry(key, definition));
              }
            });
  }

  /** Loads a model; the caller closes it. */
  static Bundle open(Path folder) {
    try {
      SavedModelBundle bundle =
          SavedModelBundle.loader(folder.toString())
              .withTags(Signatures.TAG)
              .withConfigProto(Sessions.config())
              .load();
      return new Bundle(folder, bundle);
    } catch (TensorFlowException | IllegalArgumentException | UnsupportedOperationException e) {
      InputFileException thrown =
          refused(folder, "cannot be loaded: " + firstLine(e), "export it again");
      thrown.initCause(e);
      throw thrown;
    }
  }

  private Entry entry(String key, SignatureDef definition) {
    return new Entry(
        Signatures.signature(key, definition),
        places(definition.getInputsMap()),
        places(definition.getOutputsMap()));
  }

  /** Finds tensors in the graph; those that are not there, such as sparse ones, are left out. */
  private Map<String, Place> places(Map<String, TensorInfo> infos) {
    Map<String, Place> places = new TreeMap<>();
    infos.forEach(
        (name, info) -> {
          Output<?> output =
              info.getName().isEmpty() ? null : bundle.graph().output(info.getName());
          if (output != null) {
            places.put(name, new Place(output, info.getDtype()));
          }
        });
    return places;
  }

  /** Returns all signatures, sorted by key. */
  List<Signature> signatures() {
    return entries.values().stream().map(Entry::signature).toList();
  }

  /** Returns the signature of this key, or the default one if the key is empty. */
  Signature choose(String key) {
    if (entries.isEmpty()) {
      throw refused(folder, "has no signature to call", EXPORT);
    }
    String wanted = key;
    if (wanted.isEmpty()) {
      boolean only = entries.size() == 1 && !entries.containsKey(DEFAULT_KEY);
      wanted = only ? entries.keySet().iterator().next() : DEFAULT_KEY;
    }
    Entry entry = entries.get(wanted);
    if (entry == null) {
      throw refused(
          folder,
          "has no signature '" + wanted + "', only " + entries.keySet(),
          "name one of these as the signature");
    }
    requireNumeric(entry);
    return entry.signature();
  }

  private void requireNumeric(Entry entry) {
    Validation problems = new Validation();
    requireNumeric(
        problems, "input", entry.signature.key(), entry.signature.inputs(), entry.inputs);
    requireNumeric(
        problems, "output", entry.signature.key(), entry.signature.outputs(), entry.outputs);
    if (!problems.isEmpty()) {
      throw new InputFileException(folder.toString(), problems.problems());
    }
  }

  private static void requireNumeric(
      Validation problems,
      String kind,
      String key,
      List<TensorSpec> specs,
      Map<String, Place> places) {
    for (TensorSpec spec : specs) {
      Place place = places.get(spec.name());
      problems.check(
          place != null && Tensors.isNumeric(place.type),
          kind + " '" + spec.name() + "' of signature '" + key + "'",
          spec.type(),
          "must be a dense tensor of float32, float64, int32 or int64",
          "export a signature with numbers alone");
    }
  }

  /**
   * Calls a signature once with zeros.
   *
   * @throws InputFileException WM-701 if its variables are not there
   */
  void tryOut(Signature signature) {
    for (int open : OPEN_SIZES) {
      Map<String, FloatTensor> zeros = new LinkedHashMap<>();
      for (TensorSpec input : signature.inputs()) {
        int[] shape = new int[input.shape().size()];
        long size = 1;
        for (int axis = 0; axis < shape.length; axis++) {
          int given = input.shape().get(axis);
          // The first axis is the batch.
          shape[axis] = given >= 0 ? given : axis == 0 ? 1 : open;
          size = Math.min(MOST_ZEROS + 1L, size * shape[axis]);
        }
        if (size > MOST_ZEROS) {
          return; // that large an input is for the caller to give
        }
        zeros.put(input.name(), FloatTensor.owning(new float[(int) size], shape));
      }
      try {
        run(signature, zeros);
        return;
      } catch (TFFailedPreconditionException e) {
        throw withoutVariables(e);
      } catch (TensorFlowException | IllegalArgumentException | UnsupportedOperationException e) {
        // Zeros of this size may not suit a network that could well be called: the next size.
        LOG.log(System.Logger.Level.DEBUG, () -> "zeros of size " + open + ": " + firstLine(e));
      }
    }
  }

  private InputFileException withoutVariables(TFFailedPreconditionException e) {
    InputFileException thrown =
        refused(
            folder,
            "can be read and not called, its variables are missing: " + firstLine(e),
            EXPORT);
    thrown.initCause(e);
    return thrown;
  }

  Map<String, FloatTensor> call(Signature signature, Map<String, FloatTensor> inputs) {
    try {
      return run(signature, inputs);
    } catch (TFFailedPreconditionException e) {
      // No zeros of any size got that far when it was loaded.
      throw withoutVariables(e);
    } catch (TensorFlowException | IllegalArgumentException | UnsupportedOperationException e) {
      DataException thrown =
          new DataException(
              ErrorCode.AXIS_MISMATCH,
              Validation.message(
                  "inputs of '" + signature.key() + "'",
                  inputs,
                  "were refused by the network: " + firstLine(e),
                  "check the shapes against how it was trained"));
      thrown.initCause(e);
      throw thrown;
    } catch (IllegalStateException e) {
      // The session says so of itself where another thread closed it.
      ModelClosedException thrown = new ModelClosedException("SavedModel " + folder.getFileName());
      thrown.initCause(e);
      throw thrown;
    }
  }

  private Map<String, FloatTensor> run(Signature signature, Map<String, FloatTensor> inputs) {
    Entry entry = entries.get(signature.key());
    if (entry == null) {
      throw new UnsupportedRequestException("signature '" + signature.key() + "' is not here");
    }
    Session.Runner runner = Sessions.runner(bundle.session());
    List<Tensor> given = new ArrayList<>(inputs.size());
    try {
      for (Map.Entry<String, Place> input : entry.inputs.entrySet()) {
        FloatTensor values = inputs.get(input.getKey());
        if (values != null) {
          Tensor tensor = Tensors.toNative(values, input.getValue().type);
          given.add(tensor);
          runner.feed(input.getValue().output, tensor);
        }
      }
      entry.outputs.values().forEach(output -> runner.fetch(output.output));
      try (Result result = runner.run()) {
        Map<String, FloatTensor> outputs = new LinkedHashMap<>();
        int i = 0;
        for (String name : entry.outputs.keySet()) {
          outputs.put(name, Tensors.fromNative(result.get(i++)));
        }
        return outputs;
      }
    } finally {
      given.forEach(Tensor::close);
    }
  }

  private static String firstLine(Throwable e) {
    String text = String.valueOf(e.getMessage()).strip();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
