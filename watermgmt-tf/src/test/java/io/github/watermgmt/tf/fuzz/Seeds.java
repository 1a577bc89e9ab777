// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Inputs from which the mutation of this module's files starts. */
final class Seeds {
  private static final String MAPPING =
      """
      {"signature":"serve","step":"PT15M","leads":96,"scaling":{"centre":10,"spread":2.5},
       "inputs":{
        "window":{"past":672,"columns":["demand","known","sin-day:2","lag:7d"]},
        "ahead":{"ahead":96,
         "columns":["lead",{"column":"covariate:air","centre":15,"optional":true}]},
        "day":{"columns":["day-of-week:7","holiday","lag:3"]}},
       "outputs":{"mean":"mean","band":[0.1,0.9]}}
      """;
  private static final String TENSORS =
      """
      {"window":[[0.1,-2e-3],[null,"NaN"]],"level":7,"ends":["Infinity","-Infinity"],"none":[[],[]]}
      """;
  private static final String EXAMPLE =
      "{\"inputs\":{\"window\":[[[1],[2]]]},\"outputs\":[[1.5],[2]],\"note\":{\"a\":[true]}}";

  private Seeds() {}

  static List<byte[]> mappings() {
    String longName = "x".repeat(1500);
    return texts(
        MAPPING,
        MAPPING.replace("2.5", "1e999"),
        MAPPING.replace("15,", "-1e999,"),
        MAPPING.replace("0.1,0.9", "0.123456789,1e-300"),
        MAPPING.replace("0.1,0.9", "0.99999999,0.9"),
        MAPPING.replace("PT15M", "PT2562047788015215H"),
        MAPPING.replace("PT15M", "P-106751991167300D"),
        MAPPING.replace("672", "1e308").replace("96", "-0.0"),
        MAPPING.replace("672", "100000").replace("\"known\"", manyColumns(30_000)),
        MAPPING.replace("window", longName).replace("\"known\"", "1,".repeat(999) + "1"),
        MAPPING.replace("PT15M", "PT1H").replace("96", "\"each-step\""),
        MAPPING.replace("[0.1,0.9]", "{}").replace("inputs", "outputs"),
        MAPPING.substring(0, MAPPING.length() / 2),
        "{\"inputs\":null,\"outputs\":[true]}",
        "[".repeat(5000),
        "{\"a\":".repeat(5000),
        "{\"leads\":" + "9".repeat(900) + "}",
        "{}",
        "");
  }

  private static String manyColumns(int count) {
    return "\"hour\",".repeat(count - 1) + "\"hour\"";
  }

  static List<byte[]> tensors() {
    return texts(
        TENSORS,
        EXAMPLE,
        TENSORS.replace("7", "3.4028236e38"),
        TENSORS.replace("7", "1e999"),
        TENSORS.replace("level", "window"),
        TENSORS.replace("[[],[]]", "[[1],[]]"),
        TENSORS.replace("[[],[]]", "[".repeat(9) + "]".repeat(9)),
        EXAMPLE.replace("\"outputs\":[", "\"outputs\":{\"b\":[").replace("[2]]", "[2]]}"),
        EXAMPLE.replace("{\"window\":[[[1],[2]]]}", "[]"),
        TENSORS.substring(0, TENSORS.length() / 2),
        "{\"a\":[" + "[],".repeat(2000) + "1]}",
        "{\"a\":[" + "x".repeat(5000),
        "[".repeat(5000),
        "{\"a\":".repeat(5000),
        "{\"" + "n".repeat(2000) + "\":1}",
        "{} {}",
        "{}",
        "");
  }

  static List<byte[]> graphs() {
    SavedModel small = small();
    List<byte[]> graphs = new ArrayList<>();
    graphs.add(small.toByteArray());
    graphs.add(small.toBuilder().addAllMetaGraphs(small.getMetaGraphsList()).build().toByteArray());
    graphs.add(resource("made-in-java"));
    graphs.add(resource("any-shape"));
    graphs.add(resource("two-signatures"));
    // A length that the file has not: field 2, then 2 GB.
    graphs.add(new byte[] {0x12, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07});
    graphs.add(negativeLength(small.toByteArray()));
    graphs.add(new byte[0]);
    return graphs;
  }

  /** A map's key whose length is negative, and something behind it. */
  private static byte[] negativeLength(byte[] graph) {
    String text = new String(graph, StandardCharsets.ISO_8859_1);
    // Field 1, a text of 15 bytes.
    int at = text.indexOf("\n\u000fserving_default");
    byte[] changed = graph.clone();
    byte[] length = {(byte) 0xBA, (byte) 0xBA, (byte) 0x92, (byte) 0x91, 0x0B};
    System.arraycopy(length, 0, changed, at + 1, length.length);
    return changed;
  }

  /** All that is read of a graph, and nothing else. */
  private static SavedModel small() {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : new long[] {-1, 24, 1L << 40, Long.MIN_VALUE}) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    TensorInfo window =
        TensorInfo.newBuilder()
            .setName("in:0")
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape)
            .build();
    TensorInfo any =
        TensorInfo.newBuilder()
            .setName("out:0")
            .setDtypeValue(12_345)
            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
            .build();
    return SavedModel.newBuilder()
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .putSignatureDef(
                    "serving_default",
                    SignatureDef.newBuilder()
                        .putInputs("window", window)
                        .putOutputs("demand", any)
                        .build())
                .putSignatureDef("__init", SignatureDef.getDefaultInstance()))
        .build();
  }

  private static byte[] resource(String model) {
    String name = "/savedmodels/" + model + "/saved_model.pb";
    try (InputStream in = Objects.requireNonNull(Seeds.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
