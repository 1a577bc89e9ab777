// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.ProviderInfo;
import io.github.watermgmt.spi.ProviderKind;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that every comparison shares: who takes part, how it is run, and where the results
 * go.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class RunSettings {
  private static final String AUTO = "auto";
  private static final String ALL = "all";

  @Option(
      names = "--providers",
      paramLabel = "NAME",
      split = ",",
      description = "names of providers; auto: the default, all: everything available")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--provider",
      paramLabel = "NAME:OPT=V;...",
      description = "one provider with options, such as 'weekly-profile:weeks=8'; repeatable")
  private List<String> withOptions = new ArrayList<>();

  @Mixin ProviderPath path = new ProviderPath();

  @Mixin Peers.Settings peers = new Peers.Settings();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "how many at once; results do not depend on it, costs do; default: ${DEFAULT-VALUE}")
  private int threads = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of everything drawn at random; default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "repeat the timed work so often, all in turn; costs are medians; default:"
              + " ${DEFAULT-VALUE}")
  private int rounds = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the results")
  private Path out = Path.of("compare-out");

  /** Creates the defaults. */
  public RunSettings() {}

  /** Returns everything that was discovered. */
  public Providers discover() {
    return path.discover();
  }

  /** Returns the peers that were asked for, whether they can run or not. */
  public List<Peer> peers(ProviderKind kind) {
    return peers.chosen(kind.label());
  }

  /** Returns how many threads may work at once. */
  public int threads() {
    return threads;
  }

  /** Returns how often timed work is to be repeated. */
  public int rounds() {
    return rounds;
  }

  /** Returns the seed. */
  public long seed() {
    return seed;
  }

  /** Returns the folder of the results. */
  public Path out() {
    return out;
  }

  /** Returns a context with the seed, the threads, a line of progress on standard error. */
  public RunContext context(Stop stop) {
    return RunContext.standard()
        .withSeed(seed)
        .withParallelism(threads)
        .withCancellation(stop.cancellation())
        .withProgress(new ProgressLine(System.err));
  }

  /**
   * Creates everyone who was asked for, in the order asked for; {@code all} stands for everything
   * available, by name.
   *
   * @param kind what is compared
   * @param create makes one from its name and its options as text, such as {@code
   *     providers::forecaster}
   * @return what was made by the label of its rows
   * @throws WaterManagementException WM-601 with the problems of all: unknown and unavailable
   *     names, options that are not valid, labels that are there twice, or nobody at all
   */
  public <C> Map<String, C> contestants(
      ProviderKind kind, Providers providers, BiFunction<String, String, C> create) {
    List<String> problems = new ArrayList<>();
    Map<String, C> contestants = new LinkedHashMap<>();
    for (ProviderChoice choice : choices(kind, providers, problems)) {
      try {
        if (contestants.put(choice.label(), create.apply(choice.name(), choice.options()))
            != null) {
          problems.add("provider (" + choice.label() + "), is there twice. Maybe drop one.");
        }
      } catch (WaterManagementException e) {
        problems.addAll(e.problems());
      }
    }
    if (contestants.isEmpty() && problems.isEmpty() && peers.none()) {
      problems.add("providers (none), must be at least one. Maybe --providers auto.");
    }
    if (threads < 1) {
      problems.add("--threads (" + threads + "), must be at least 1.");
    }
    if (rounds < 1) {
      problems.add("--rounds (" + rounds + "), must be at least 1.");
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.PROVIDER_NOT_FOUND, "comparison", problems);
    }
    return contestants;
  }

  private List<ProviderChoice> choices(
      ProviderKind kind, Providers providers, List<String> problems) {
    List<ProviderChoice> choices = new ArrayList<>();
    for (String name : names) {
      if (name.strip().equals(ALL)) {
        providers.list(kind).stream()
            .filter(info -> info.availability().isAvailable())
            .map(ProviderInfo::name)
            .map(one -> new ProviderChoice(one, one, ""))
            .forEach(choices::add);
      } else {
        parse(name, choices, problems);
      }
    }
    for (String text : withOptions) {
      parse(text, choices, problems);
    }
    if (choices.isEmpty() && problems.isEmpty() && peers.none()) {
      choices.add(new ProviderChoice(AUTO, AUTO, ""));
    }
    return choices;
  }

  private static void parse(String text, List<ProviderChoice> choices, List<String> problems) {
    try {
      choices.add(ProviderChoice.parse(text));
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
    }
  }
}
