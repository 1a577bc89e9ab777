// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.tf.savedmodel.Signature;
import io.github.watermgmt.tf.savedmodel.TensorJson;
import io.github.watermgmt.tf.savedmodel.TensorSpec;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@link SavedModelInspector} does. Confined to one thread. */
final class Inspection {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int BAD_ARGUMENTS = 2;

  private static final String USAGE =
      """
      usage: SavedModelInspector FOLDER [--signature KEY] [--try | --call FILE | --digest]

        FOLDER           the one that holds saved_model.pb
        --signature KEY  this signature alone; default: all are shown, serving_default is called
        --try            load the model and call it once with zeros
        --call FILE      call it on the inputs in a JSON file, {"name": [[1, 2], ...], ...}, and print
                         the outputs as JSON
        --digest         print the SHA-256 digest alone

      Without --try and --call nothing of the model runs. TensorFlow's log is silenced by the
      environment variable TF_CPP_MIN_LOG_LEVEL=3.
      Exit code 0: done. 1: the model or its inputs were refused. 2: the arguments were.
      """;

  private final PrintStream out;
  private final PrintStream err;

  Inspection(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** What is to be done with the model. */
  private enum Work {
    SHOW,
    TRY,
    CALL,
    DIGEST
  }

  /**
   * The command line.
   *
   * @param file inputs of a call
   */
  private record Request(Path folder, String signature, Work work, Optional<Path> file) {}

  int run(String... args) {
    if (List.of(args).contains("--help")) {
      out.print(USAGE);
      return DONE;
    }
    List<String> problems = new ArrayList<>();
    Optional<Request> request = parse(args, problems);
    if (request.isEmpty()) {
      problems.forEach(err::println);
      err.print(USAGE);
      return BAD_ARGUMENTS;
    }
    try {
      inspect(request.get());
      return DONE;
    } catch (WaterManagementException e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  private static Optional<Request> parse(String[] args, List<String> problems) {
    Optional<Path> folder = Optional.empty();
    Optional<Path> file = Optional.empty();
    String signature = "";
    List<Work> works = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      boolean last = i + 1 == args.length;
      switch (arg) {
        case "--try" -> works.add(Work.TRY);
        case "--digest" -> works.add(Work.DIGEST);
        case "--signature", "--call" -> {
          if (last) {
            problems.add(Validation.message(arg, "nothing", "must be followed by a value", ""));
          } else if (arg.equals("--signature")) {
            signature = args[++i];
          } else {
            works.add(Work.CALL);
            file = path(args[++i], problems);
          }
        }
        default -> {
          if (arg.startsWith("--")) {
            problems.add(Validation.message("option", arg, "is not known", "ask for --help"));
          } else if (folder.isPresent()) {
            problems.add(Validation.message("folder", arg, "must be the only one", "drop it"));
          } else {
            folder = path(arg, problems);
          }
        }
      }
    }
    if (works.size() > 1) {
      problems.add(
          Validation.message(
              "work", works.toString().toLowerCase(Locale.ROOT), "must be one of these", ""));
    }
    if (folder.isEmpty() && problems.isEmpty()) {
      problems.add(Validation.message("folder", "nothing", "must be named", ""));
    }
    return problems.isEmpty()
        ? folder.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Request(
                    folder.get(), signature, works.isEmpty() ? Work.SHOW : works.get(0), file))
        : Optional.empty();
  }

  private static Optional<Path> path(String text, List<String> problems) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      problems.add(Validation.message("path", text, "is none: " + e.getReason(), ""));
      return Optional.empty();
    }
  }

  private void inspect(Request request) {
    switch (request.work()) {
      case DIGEST -> out.println(SavedModel.digest(request.folder()));
      case SHOW -> show(request);
      case TRY -> {
        show(request);
        load(request).close();
        out.println("called    once with zeros");
      }
      case CALL -> call(request);
    }
  }

  private void show(Request request) {
    List<Signature> signatures = SavedModel.signatures(request.folder());
    out.println("model     " + request.folder());
    out.println("digest    SHA-256 " + SavedModel.digest(request.folder()));
    List<Signature> shown =
        signatures.stream()
            .filter(s -> request.signature().isEmpty() || s.key().equals(request.signature()))
            .toList();
    if (shown.isEmpty()) {
      String problem =
          signatures.isEmpty()
              ? Validation.message(
                  "signatures",
                  "none",
                  "must be at least one",
                  "export it with model.export(folder)")
              : Validation.message(
                  "--signature",
                  request.signature(),
                  "must be one of " + signatures.stream().map(Signature::key).toList(),
                  "");
      throw new InputFileException(request.folder().toString(), List.of(problem));
    }
    int width =
        shown.stream()
            .flatMap(s -> Stream.of(s.inputs(), s.outputs()))
            .flatMap(List::stream)
            .mapToInt(spec -> spec.name().length())
            .max()
            .orElse(1);
    for (Signature signature : shown) {
      out.println("signature " + signature.key());
      signature.inputs().forEach(spec -> show("input", spec, width));
      signature.outputs().forEach(spec -> show("output", spec, width));
    }
  }

  private void show(String kind, TensorSpec spec, int width) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %-6s  %-" + width + "s  %-7s  %s",
            kind,
            spec.name(),
            spec.type(),
            spec.shapeText()));
  }

  private static SavedModel load(Request request) {
    return SavedModel.load(
        request.folder(), LoadSettings.standard().withSignature(request.signature()));
  }

  private void call(Request request) {
    Path file = request.file().orElseThrow();
    boolean example = TensorJson.isExample(file);
    try (SavedModel model = load(request)) {
      Map<String, FloatTensor> inputs =
          example
              ? TensorJson.readExample(file).inputsOf(model.signature())
              : TensorJson.read(file);
      out.print(TensorJson.write(model.call(inputs)));
    }
  }
}
