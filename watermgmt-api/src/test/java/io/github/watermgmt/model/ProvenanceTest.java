// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  private static final Instant FROM = Instant.parse("2021-01-01T00:00:00Z");
  private static final String DIGEST = "0".repeat(64);

  private static Provenance of(String provider, String digest, Instant until, int series) {
    return new Provenance(provider, "1", "1", Map.of(), 1, digest, FROM, until, series);
  }

  @Test
  void impossibleOriginsAreRefused() {
    assertThat(of("naive", DIGEST, FROM, 1).series()).isEqualTo(1);
    assertThatThrownBy(() -> of(" ", DIGEST, FROM, 1)).hasMessageContaining("provider");
    assertThatThrownBy(() -> of("naive", "F".repeat(64), FROM, 1))
        .hasMessageContaining("lower case");
    assertThatThrownBy(() -> of("naive", "0".repeat(63), FROM, 1))
        .hasMessageContaining("64 hexadecimal");
    assertThatThrownBy(() -> of("naive", DIGEST, FROM.minusNanos(1), 1))
        .hasMessageContaining("trainedUntil");
    assertThatThrownBy(() -> of("naive", DIGEST, FROM, 0)).hasMessageContaining("series");
  }

  @Test
  void aFitStatesItsDataAndThisLibrary() {
    TimeAxis axis = TimeAxis.of(FROM.getEpochSecond(), 3600, 2);
    double[] values = {1, 2};
    Panel data = Panel.of(Series.of("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));

    Provenance provenance = Provenance.of("naive", "7", Map.of("a", "1"), 3, data);

    assertThat(provenance)
        .isEqualTo(
            new Provenance(
                "naive",
                "7",
                Provenance.currentLibraryVersion(),
                Map.of("a", "1"),
                3,
                DataDigest.of(data),
                FROM,
                FROM.plusSeconds(7200),
                1));
  }

  @Test
  void anUpdateMovesTheEndAndTheDigestAndNothingElse() {
    Instant later = FROM.plusSeconds(7200);
    String digest = "1".repeat(64);
    Provenance fitted =
        new Provenance("naive", "7", "0.1", Map.of("a", "1"), 3, DIGEST, FROM, FROM, 2);

    assertThat(fitted.updated(digest, later))
        .isEqualTo(
            new Provenance("naive", "7", "0.1", Map.of("a", "1"), 3, digest, FROM, later, 2));
    assertThat(fitted.dataDigest()).isEqualTo(DIGEST);
    assertThatThrownBy(() -> fitted.updated("", later)).hasMessageContaining("64 hexadecimal");
    assertThatThrownBy(() -> fitted.updated(digest, FROM.minusNanos(1)))
        .hasMessageContaining("trainedUntil");
  }

  @Test
  void optionsAreCopied() {
    Map<String, String> options = new TreeMap<>(Map.of("a", "1"));
    Provenance provenance = new Provenance("naive", "1", "1", options, 1, DIGEST, FROM, FROM, 1);
    options.put("b", "2");
    assertThat(provenance.options()).containsOnlyKeys("a");
    assertThatThrownBy(() -> provenance.options().put("c", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theLibraryVersionIsNeverBlank() {
    assertThat(Provenance.currentLibraryVersion()).isNotBlank();
  }

  @Test
  void theDigestChangesWithEverythingAModelCouldLearnFrom() {
    double[] values = new double[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    TimeAxis axis = TimeAxis.of(0, 3600, 3000);
    Set<String> digests = new LinkedHashSet<>();
    digests.add(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    digests.add(digest("b", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    digests.add(digest("a", Quantity.VOLUME, Support.INTERVAL_MEAN, axis, values));
    digests.add(digest("a", Quantity.FLOW, Support.INSTANT, axis, values));
    TimeAxis later = TimeAxis.of(3600, 3600, 3000);
    digests.add(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, later, values));
    TimeAxis finer = TimeAxis.of(0, 900, 3000);
    digests.add(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, finer, values));
    for (int changed : new int[] {0, 1023, 1024, 2999}) {
      double[] other = values.clone();
      other[changed] = Math.nextUp(other[changed]);
      digests.add(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, other));
      other[changed] = Double.NaN;
      digests.add(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, other));
    }
    assertThat(digests).hasSize(14).allMatch(digest -> digest.matches("[0-9a-f]{64}"));
  }

  @Test
  void theDigestOfTheSameDataNeverChanges() {
    TimeAxis axis = TimeAxis.of(0, 3600, 3);
    double[] values = {1.5, Double.NaN, -0.25};
    String digest = digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    assertThat(digest)
        .isEqualTo(digest("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values.clone()))
        .isEqualTo("7dc7bcf6f3ac5df74ebb72ee45f76b5a6cb0ce8d4c626d65ada7f77add509f38");
  }

  private static String digest(
      String id, Quantity quantity, Support support, TimeAxis axis, double[] values) {
    return DataDigest.of(Panel.of(Series.of(id, quantity, support, axis, values)));
  }
}
