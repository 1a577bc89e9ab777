// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Shows from the command line what a SavedModel takes and gives, and calls it.
 *
 * <pre>
 * java -jar savedmodel-inspector.jar FOLDER [--signature KEY] [--try | --call FILE | --digest]
 * java -cp "watermgmt-tf.jar:libs/*" io.github.watermgmt.tf.SavedModelInspector FOLDER …
 * </pre>
 *
 * <p>Without a further option it prints the signatures and the digest; nothing of the model runs.
 * {@code --try} loads it and calls it once with zeros; {@code --call} calls it on the inputs in a
 * file, see {@link io.github.watermgmt.tf.savedmodel.TensorJson}, and prints the outputs as JSON;
 * {@code --digest} prints the SHA-256 digest alone. Exit code 0: done; 1: the model or its inputs
 * were refused; 2: the arguments were.
 *
 * <p>Thread-safety: stateless.
 */
public final class SavedModelInspector {
  private SavedModelInspector() {}

  /** Runs the command line and ends the JVM. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(args, out, err);
    out.flush();
    System.exit(code);
  }

  /** This class is there without the library's jars, which then is what is to be said. */
  private static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      return new Inspection(out, err).run(args);
    } catch (NoClassDefFoundError e) {
      err.println(
          "class path ("
              + e.getMessage()
              + "), lacks a jar. Maybe name all of them: java -cp \"watermgmt-tf.jar:libs/*\" "
              + SavedModelInspector.class.getName());
      return 1;
    }
  }
}
