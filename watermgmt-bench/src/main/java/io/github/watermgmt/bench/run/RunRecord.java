// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the results of a run come from: versions, options, seed, the digests of the data, the JVM,
 * the processor and its load. It goes into {@code run.json} and the footer of the report, never
 * into a file that is to be the same from run to run.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class RunRecord {
  private static final String PARTIAL = "partial";

  private final Map<String, String> entries = new LinkedHashMap<>();
  private Optional<String> partial = Optional.empty();

  /**
   * Starts the record of a run.
   *
   * @param command the subcommand
   */
  public RunRecord(String command, RunSettings settings) {
    this(command, settings.seed(), settings.threads(), settings.rounds());
  }

  /**
   * Starts the record of a run that has no providers.
   *
   * @param command the subcommand
   * @param seed of what is drawn at random
   * @param threads how many work at once
   * @param rounds how often timed work is repeated
   */
  public RunRecord(String command, long seed, int threads, int rounds) {
    entries.put("command", command);
    entries.put("library", "watermgmt " + Provenance.currentLibraryVersion());
    entries.put("seed", Long.toString(seed));
    entries.put("threads", Integer.toString(threads));
    entries.put("rounds", Integer.toString(rounds));
    entries.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    entries.put(
        "jvm",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.runtime.version")
            + ", "
            + System.getProperty("java.vendor"));
    entries.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    entries.put("processor", processor());
    entries.put("load before", load());
  }

  /** Adds a fact, such as an option of the subcommand. */
  public RunRecord put(String name, String value) {
    entries.put(name, value);
    return this;
  }

  /** Adds a provider that takes part: the label of its rows, and what it is. */
  public RunRecord provider(String label, String what) {
    return put("provider " + label, what);
  }

  /** Returns which provider it is: name, version and all options. */
  public static String what(Provider<?> provider, Options options) {
    String all =
        options.asMap().entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining(", "));
    String name = provider.name() + " " + provider.version();
    return all.isEmpty() ? name : name + " (" + all + ")";
  }

  /**
   * Adds an input file with the digest of its bytes.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public RunRecord input(Path file) {
    return put("input " + file.getFileName(), "SHA-256 " + digest(file));
  }

  /** Marks the run as partial. */
  public RunRecord partial(String why) {
    partial = Optional.of(why);
    return put(PARTIAL, why);
  }

  /** Returns why the run is partial, if it is. */
  public Optional<String> partial() {
    return partial;
  }

  /** Writes the record as {@code run.json}. */
  public void write(Path folder) {
    entries.put("load after", load());
    AtomicFile.write(
        folder.resolve("run.json"),
        out -> {
          try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out, JsonEncoding.UTF8)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                  .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : entries.entrySet()) {
              json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }

  /** Puts the record into the footer of a report. */
  public void describe(HtmlReport report) {
    entries.forEach(report::provenance);
  }

  private static String digest(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
  }

  private static String processor() {
    int count = Runtime.getRuntime().availableProcessors();
    String model = "unknown model";
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try {
        model =
            Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(model);
      } catch (IOException e) {
        // The model is a courtesy; without it the run is no worse.
      }
    }
    return count + " x " + model;
  }
}
