// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.tf.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What the file of a SavedModel says of its signatures. Thread-safety: stateless. */
final class Signatures {
  /** The part of the file that is for calling, as Keras and TensorFlow both name it. */
  static final String TAG = "serve";

  /** Longer ones protobuf does not read either. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  private Signatures() {}

  /** Reads the signatures without loading the model: nothing of it runs. Sorted by key. */
  static List<Signature> read(Path folder) {
    Path file = SavedModelFolder.graph(folder);
    SavedModel parsed;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("a graph has at most " + MOST_BYTES + " bytes");
      }
      // Not from a stream: of a negative length that one makes an IllegalStateException.
      parsed = SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      InputFileException thrown =
          SavedModelFolder.refused(folder, "cannot be read: " + e.getMessage(), "export it again");
      thrown.initCause(e);
      throw thrown;
    }
    List<Signature> signatures = new ArrayList<>();
    for (MetaGraphDef part : parsed.getMetaGraphsList()) {
      if (hasTag(part)) {
        part.getSignatureDefMap()
            .forEach(
                (key, definition) -> {
                  if (isCallable(key, definition)) {
                    signatures.add(signature(key, definition));
                  }
                });
      }
    }
    signatures.sort(Comparator.comparing(Signature::key));
    return signatures;
  }

  private static boolean hasTag(MetaGraphDef part) {
    for (int i = 0; i < part.getMetaInfoDef().getTagsCount(); i++) {
      if (part.getMetaInfoDef().getTags(i).equals(TAG)) {
        return true;
      }
    }
    return false;
  }

  /** The other entries are bookkeeping, such as {@code __saved_model_init_op}. */
  static boolean isCallable(String key, SignatureDef definition) {
    return definition.getOutputsCount() > 0 && !key.startsWith("__");
  }

  static Signature signature(String key, SignatureDef definition) {
    return new Signature(key, specs(definition.getInputsMap()), specs(definition.getOutputsMap()));
  }

  private static List<TensorSpec> specs(Map<String, TensorInfo> infos) {
    List<TensorSpec> specs = new ArrayList<>();
    infos.forEach(
        (name, info) -> {
          List<Integer> shape = new ArrayList<>();
          info.getTensorShape()
              .getDimList()
              .forEach(
                  dim ->
                      // An axis that no array of ours can have is left to the network to refuse.
                      shape.add(
                          dim.getSize() < 0 || dim.getSize() > Integer.MAX_VALUE
                              ? -1
                              : (int) dim.getSize()));
          boolean known = !info.getTensorShape().getUnknownRank();
          specs.add(new TensorSpec(name, shape, known, Tensors.name(info.getDtype())));
        });
    specs.sort(Comparator.comparing(TensorSpec::name));
    return specs;
  }
}
