// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A peer outside the JVM: a Python script that reads a request and writes results in the runner's
 * own formats.
 *
 * <p>{@code python SCRIPT check} ends with 0 if the script's libraries are there, and its last line
 * names them with their versions; otherwise its last line says what is missing. {@code python
 * SCRIPT run REQUEST.json} does the work; the request names the files to read and to write, its
 * lines of output are progress, and it ends with 0. Each script measures its own processor time, so
 * that the start of the interpreter does not count.
 *
 * <p>Thread-safety: immutable.
 *
 * @param name the name of its rows
 * @param kind what it stands beside: the label of a kind of provider, or {@link #SAVED_MODEL}
 * @param script the script
 * @param python the interpreter
 */
public record Peer(String name, String kind, Path script, String python) {
  /** The kind of peers that call SavedModels. */
  public static final String SAVED_MODEL = "savedmodel";

  private static final long CHECK_SECONDS = 120;
  private static final int LAST_LINES = 20;

  /**
   * What a script says of itself.
   *
   * @param availability whether it can run here
   * @param libraries what it stands for, with versions; empty if it cannot run
   */
  public record Check(Availability availability, String libraries) {}

  /** Asks the script whether it can run here; starts the interpreter. */
  public Check check() {
    Deque<String> last = new ArrayDeque<>();
    try {
      Process process = start(List.of("check"));
      drain(process, line -> remember(last, line));
      if (!process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return unavailable("its check took too long", "");
      }
      if (process.exitValue() == 0) {
        return new Check(Availability.available(), last.isEmpty() ? "" : last.getLast());
      }
      return unavailable(
          last.isEmpty() ? "exit code " + process.exitValue() : last.getLast(),
          "install the requirements beside " + script.getFileName());
    } catch (IOException e) {
      return unavailable(
          "'" + python + "' cannot be started", "install Python 3, or name it with --python");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unavailable("interrupted", "");
    }
  }

  private static Check unavailable(String reason, String remedy) {
    return new Check(Availability.unavailable(reason, remedy), "");
  }

  /**
   * Runs the script.
   *
   * @param request the request's file
   * @param progress takes the script's lines of output
   * @throws CancelledException if the run was cancelled; the script is then killed
   * @throws UncheckedIOException with the script's last lines if it failed
   */
  public void run(Path request, Consumer<String> progress, Cancellation cancellation) {
    Deque<String> last = new ArrayDeque<>();
    try {
      Process process = start(List.of("run", request.toString()));
      Cancellation.Registration kill = cancellation.onCancel(process::destroy);
      try {
        drain(
            process,
            line -> {
              remember(last, line);
              progress.accept(line);
            });
        int exit = process.waitFor();
        if (cancellation.isCancelled()) {
          throw new CancelledException("peer " + name);
        }
        if (exit != 0) {
          throw new IOException(
              "peer " + name + " ended with exit code " + exit + ": " + String.join(" / ", last));
        }
      } finally {
        kill.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("peer " + name);
    }
  }

  private Process start(List<String> arguments) throws IOException {
    if (!Files.isReadable(script)) {
      throw new IOException("script " + script + " is not there");
    }
    ProcessBuilder builder = new ProcessBuilder(python, script.toString());
    builder.command().addAll(arguments);
    // One thread each, as ours: the numbers are to be comparable.
    for (String variable :
        List.of(
            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")) {
      builder.environment().put(variable, "1");
    }
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder.redirectErrorStream(true).start();
  }

  private static void drain(Process process, Consumer<String> lines) throws IOException {
    process.getOutputStream().close();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    }
  }

  private static void remember(Deque<String> last, String line) {
    if (!line.isBlank()) {
      last.addLast(line.strip());
      if (last.size() > LAST_LINES) {
        last.removeFirst();
      }
    }
  }
}
