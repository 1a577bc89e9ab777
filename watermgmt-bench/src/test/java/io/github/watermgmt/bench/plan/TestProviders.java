// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/** Optimizers with one fault each, and a jar that names them. */
public final class TestProviders {
  private TestProviders() {}

  /** Writes a jar whose service file names providers of this class path. */
  public static Path jar(Path folder, Class<?>... providers) throws IOException {
    Path jar = folder.resolve("providers.jar");
    String names = Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n"));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("META-INF/services/" + OptimizerProvider.class.getName()));
      entries.write(names.getBytes(StandardCharsets.UTF_8));
      entries.closeEntry();
    }
    return jar;
  }

  /** What the faulty ones share. */
  abstract static class Faulty implements OptimizerProvider {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public String description() {
      return "has a fault";
    }

    @Override
    public Availability availability() {
      return Availability.available();
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    abstract Outcome optimize(Problem problem, RunContext run);

    @Override
    public DistributionOptimizer create(Options options) {
      String name = name();
      return new DistributionOptimizer() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public Options options() {
          return options;
        }

        @Override
        public Set<Capability> capabilities() {
          return Set.of();
        }

        @Override
        public Outcome optimize(Problem problem, RunContext run) {
          return Faulty.this.optimize(problem, run);
        }
      };
    }

    SolveReport report(String... notes) {
      return new SolveReport(name(), "none", 1, 1, 1, 1_000_000, 2_000_000, List.of(notes));
    }
  }

  /** Throws. */
  public static final class Throwing extends Faulty {
    @Override
    public String name() {
      return "throwing";
    }

    @Override
    Outcome optimize(Problem problem, RunContext run) {
      throw new IllegalStateException("out of luck");
    }
  }

  /** Does nothing, and says that this is a plan that keeps the rules. */
  public static final class Lying extends Faulty {
    @Override
    public String name() {
      return "lying";
    }

    @Override
    Outcome optimize(Problem problem, RunContext run) {
      Plan.Builder plan = Plan.builder(problem.axis());
      double[] nothing = new double[problem.steps()];
      problem.links().keySet().forEach(id -> plan.put(Plan.Kind.FLOW, id, nothing));
      problem.sources().keySet().forEach(id -> plan.put(Plan.Kind.SUPPLY, id, nothing));
      problem.tanks().keySet().forEach(id -> plan.put(Plan.Kind.VOLUME, id, nothing));
      problem.zones().keySet().forEach(id -> plan.put(Plan.Kind.SHORTFALL, id, nothing));
      PlanCheck forged = new PlanCheck(1, 1, 0, 0, 0, 0, 0, "", List.of());
      return new Outcome.Solved(plan.build(), 1, 1, Optional.empty(), forged, report());
    }
  }

  /** Is never done in time. */
  public static final class Slow extends Faulty {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    Outcome optimize(Problem problem, RunContext run) {
      return new Outcome.Stopped(
          StopReason.TIME_LIMIT,
          Optional.empty(),
          OptionalDouble.of(3),
          report("had " + run.remaining().isPresent()));
    }
  }

  /** Presses Ctrl-C. */
  public static final class Cancelling extends Faulty {
    @Override
    public String name() {
      return "cancelling";
    }

    @Override
    Outcome optimize(Problem problem, RunContext run) {
      run.cancellation().ifPresent(Cancellation::cancel);
      return new Outcome.Stopped(
          StopReason.CANCELLED, Optional.empty(), OptionalDouble.empty(), report());
    }
  }
}
