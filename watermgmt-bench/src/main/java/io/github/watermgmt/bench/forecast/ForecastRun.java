// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.bench.run.RunSettings;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Refit;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * One run: every round lets ours take turns from origin to origin, then each peer. The forecasts of
 * the first round are written and scored as they come; later rounds are for the costs, and are
 * compared with the first.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class ForecastRun {
  /**
   * What came out.
   *
   * @param forecasts the finished file
   * @param index finds blocks in it
   * @param numbers the first block of each provider and the step to its next, by label
   * @param libraries what the peers that took part stand for, by name
   * @param skipped why peers did not take part, by name
   * @param notes what a reader should know besides
   * @param partial why the run did not come to its end
   */
  record Result(
      ScoreBook scores,
      CostBook costs,
      Path forecasts,
      ForecastsFile index,
      Map<String, Numbers> numbers,
      Map<String, String> libraries,
      Map<String, String> skipped,
      List<String> notes,
      Optional<String> partial) {}

  /** The numbers of a provider's blocks: {@code first + origin · stride}. */
  record Numbers(int first, int stride) {
    int of(int origin) {
      return first + origin * stride;
    }
  }

  private final Inputs inputs;
  private final Map<String, Forecaster> forecasters;
  private final List<Peer> peers = new ArrayList<>();
  private final Map<String, String> libraries = new LinkedHashMap<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();
  private final Refit refit;
  private final RunSettings settings;
  private final Stop stop;
  private final RunContext context;
  private final CostBook costs = new CostBook();
  private final Map<String, Numbers> numbers = new LinkedHashMap<>();
  private final ConcurrentMap<String, Integer> fingerprints = new ConcurrentHashMap<>();
  private final Set<String> unsteady = new TreeSet<>();

  ForecastRun(
      Inputs inputs,
      Map<String, Forecaster> forecasters,
      List<Peer> wanted,
      Refit refit,
      RunSettings settings,
      Stop stop) {
    this.inputs = inputs;
    this.forecasters = new LinkedHashMap<>(forecasters);
    this.refit = refit;
    this.settings = settings;
    this.stop = stop;
    this.context = settings.context(stop);
    for (Peer peer : wanted) {
      Peer.Check check = peer.check();
      Availability availability = check.availability();
      if (availability.isAvailable()) {
        peers.add(peer);
        libraries.put(peer.name(), check.libraries());
      } else {
        skipped.put(peer.name(), availability.toString());
      }
    }
    int ours = forecasters.size();
    int origins = inputs.origins().size();
    for (String label : forecasters.keySet()) {
      numbers.put(label, new Numbers(numbers.size(), ours));
    }
    for (Peer peer : peers) {
      int before = numbers.size() - ours;
      numbers.put(peer.name(), new Numbers((ours + before) * origins, 1));
    }
  }

  /** Does the work and writes {@code forecasts.csv}. */
  Result run() {
    ScoreBook scores = new ScoreBook(List.copyOf(numbers.keySet()), inputs);
    Path file = settings.out().resolve("forecasts.csv");
    List<ForecastsFile> index = new ArrayList<>();
    List<String> partial = new ArrayList<>();
    AtomicFile.write(
        file,
        out -> {
          ForecastsFile forecasts = new ForecastsFile(out, inputs.unit(), inputs.levels());
          index.add(forecasts);
          try {
            rounds(scores, forecasts);
          } catch (CancelledException e) {
            partial.add("interrupted; what was done until then is here");
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
          forecasts.finish();
        });
    List<String> notes = new ArrayList<>();
    for (String label : unsteady) {
      notes.add("'" + label + "' did not repeat itself: its forecasts differ from round to round");
    }
    return new Result(
        scores,
        costs,
        file,
        index.get(0),
        numbers,
        libraries,
        skipped,
        notes,
        partial.stream().findFirst());
  }

  private void rounds(ScoreBook scores, ForecastsFile forecasts) {
    try (Scratch scratch = Scratch.forPeers(peers, inputs)) {
      for (int round = 0; round < settings.rounds(); round++) {
        boolean first = round == 0;
        if (!forecasters.isEmpty()) {
          backtest().stream(context, rows -> accept(rows, first, scores, forecasts));
        }
        for (Peer peer : peers) {
          context.checkpoint("comparison");
          answer(peer, scratch, round, rows -> accept(rows, first, scores, forecasts));
        }
      }
    }
  }

  private Backtest backtest() {
    Backtest.Builder builder =
        Backtest.builder()
            .history(inputs.history())
            .origins(inputs.origins())
            .horizon(inputs.horizon())
            .levels(inputs.levels())
            .refit(refit);
    forecasters.forEach(
        (label, forecaster) ->
            builder.forecaster(label, new MeteredForecaster(label, forecaster, costs)));
    return builder.build();
  }

  private void accept(
      List<BacktestRow> rows, boolean first, ScoreBook scores, ForecastsFile forecasts) {
    BacktestRow head = rows.get(0);
    String key = head.provider() + " " + head.cutoff();
    int fingerprint = rows.hashCode();
    if (first) {
      int origin = inputs.origins().indexOf(head.cutoff());
      scores.add(rows);
      forecasts.put(numbers(head.provider()).of(origin), rows);
      fingerprints.put(key, fingerprint);
    } else if (fingerprints.getOrDefault(key, fingerprint) != fingerprint) {
      synchronized (unsteady) {
        unsteady.add(head.provider());
      }
    }
  }

  private Numbers numbers(String label) {
    Numbers found = numbers.get(label);
    if (found == null) {
      throw new IllegalStateException("rows of nobody who takes part: " + label);
    }
    return found;
  }

  private interface RowTaker {
    void take(List<BacktestRow> rows);
  }

  private void answer(Peer peer, Scratch scratch, int round, RowTaker taker) {
    Optional<PeerAnswer> answer = Optional.empty();
    String failure = "";
    try {
      PeerRequest request =
          PeerRequest.write(
              scratch.folder(),
              scratch.folder().resolve(peer.name() + "-" + round),
              peer.name(),
              inputs,
              refit.name().toLowerCase(Locale.ROOT),
              context.seed());
      peer.run(request.file(), line -> context.progress(line, 0, 0), stop.cancellation());
      answer = Optional.of(PeerAnswer.read(peer.name(), request, inputs, costs));
    } catch (CancelledException e) {
      throw e;
    } catch (WaterManagementException e) {
      failure = String.valueOf(e.getMessage());
    } catch (UncheckedIOException e) {
      failure = String.valueOf(e.getMessage());
    }
    for (Instant origin : inputs.origins()) {
      taker.take(
          answer.isPresent()
              ? answer.get().rows(origin)
              : PeerAnswer.failedRows(peer.name(), origin, inputs, failure));
    }
  }

  /** A temporary folder for what is exchanged with peers; none if there are no peers. */
  private record Scratch(Path folder) implements AutoCloseable {

    static Scratch forPeers(List<Peer> peers, Inputs inputs) {
      if (peers.isEmpty()) {
        return new Scratch(Path.of(""));
      }
      try {
        Scratch scratch = new Scratch(Files.createTempDirectory("compare-forecast"));
        PeerRequest.writeData(scratch.folder(), inputs);
        return scratch;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      if (folder.toString().isEmpty()) {
        return;
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        System.getLogger(ForecastRun.class.getName())
            .log(System.Logger.Level.WARNING, "temporary folder {0} could not be deleted", folder);
      }
    }
  }
}
