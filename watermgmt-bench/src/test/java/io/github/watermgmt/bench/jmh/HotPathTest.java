// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.ProviderInfo;
import io.github.watermgmt.spi.ProviderKind;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class HotPathTest {

  /** Whoever adds a provider to the project must add its name to the benchmarks. */
  @ParameterizedTest
  @CsvSource({
    "FORECASTER, ForecasterBenchmark",
    "DETECTOR, DetectorBenchmark",
    "OPTIMIZER, OptimizerBenchmark"
  })
  void everyProviderIsMeasured(ProviderKind kind, String type) throws Exception {
    Param param =
        Class.forName(HotPath.class.getPackageName() + "." + type)
            .getField("provider")
            .getAnnotation(Param.class);
    assertThat(param.value())
        .as("@Param of %s", type)
        .containsExactlyInAnyOrderElementsOf(
            Providers.discover().list(kind).stream()
                .map(ProviderInfo::name)
                // As fast as the network that it is given: compare savedmodel measures that.
                .filter(name -> !name.equals("tf-savedmodel"))
                .toList());
  }

  @Test
  void theTownIsTheSameInEveryRunAndLooksLikeOne() {
    Panel panel = Town.inflows(3, Town.HOUR, Town.steps(Town.HOUR, 364));
    assertThat(DataDigest.of(Town.inflows(3, Town.HOUR, panel.axis().length())))
        .isEqualTo(DataDigest.of(panel));
    assertThat(Town.inflows(5, Town.HOUR, panel.axis().length()).select(panel.ids()))
        .as("an area does not depend on how many there are")
        .isEqualTo(panel);
    for (Series series : panel.series()) {
      double share = (double) series.missing() / series.length();
      assertThat(share).as("share of missing values").isBetween(0.015, 0.035);
      double[] known = Arrays.stream(series.toArray()).filter(v -> !Double.isNaN(v)).toArray();
      double mean = Arrays.stream(known).average().orElseThrow();
      assertThat(Arrays.stream(known).min().orElseThrow()).isBetween(0.0, 0.6 * mean);
      assertThat(Arrays.stream(known).max().orElseThrow()).isBetween(1.5 * mean, 5 * mean);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12})
  void inventedProblemsHavePlans(int nodes) {
    Problem problem = Waterworks.problem(nodes, 24, 1);
    assertThat(Waterworks.problem(nodes, 24, 1)).isEqualTo(problem);
    assertThat(Waterworks.problem(nodes, 24, 2)).isNotEqualTo(problem);
    assertThat(problem.network().nodes()).hasSize(nodes);
    assertThat(Providers.discover().optimizer("auto").optimize(problem, RunContext.standard()))
        .isInstanceOf(Outcome.Solved.class);
  }

  @Test
  void whatCannotBeMeasuredSaysWhy() {
    ForecastBenchmark benchmark = new ForecastBenchmark();
    benchmark.provider = "nobody";
    assertThatThrownBy(benchmark::fitOnce)
        .isInstanceOf(Skipped.class)
        .hasMessageStartingWith("SKIPPED: ")
        .hasMessageContaining("nobody")
        .hasMessageContaining("weekly-profile");
    benchmark.provider = "tf-dense";
    Providers providers = Providers.discover();
    if (!isAvailable(providers, benchmark.provider)) {
      assertThatThrownBy(benchmark::fitOnce).hasMessageContaining("is unavailable");
    }
  }

  private static boolean isAvailable(Providers providers, String name) {
    return providers.list().stream()
        .anyMatch(info -> info.name().equals(name) && info.availability().isAvailable());
  }

  /** Runs each once, in this JVM: that tells nothing of its time, but that it runs. */
  @Test
  @Tag("slow")
  void everyBenchmarkRuns() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .mode(Mode.SingleShotTime)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Set<String> ran = new TreeSet<>();
    results.forEach(result -> ran.add(result.getParams().getBenchmark()));
    Set<String> all = new TreeSet<>();
    BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .forEach(entry -> all.add(entry.getUsername()));
    assertThat(all).hasSizeGreaterThan(20);
    assertThat(ran).as("benchmarks that gave a result for some provider").isEqualTo(all);
  }
}
