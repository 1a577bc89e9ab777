// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.site.Zone;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HierarchyTest {

  @Test
  void ordersParentsBeforeChildrenAndLeavesLast() {
    Hierarchy hierarchy =
        Hierarchy.builder()
            .leaf("Z1a", "Z1")
            .aggregate("Z1", "city")
            .leaf("far", "city")
            .aggregate("city")
            .leaf("Z1b", "Z1")
            .aggregate("village")
            .leaf("V", "village")
            .build();
    assertThat(hierarchy.aggregates()).containsExactly("city", "village", "Z1");
    assertThat(hierarchy.leaves()).containsExactly("Z1a", "far", "Z1b", "V");
    assertThat(hierarchy.ids()).hasSize(7).startsWith("city").endsWith("V");
    assertThat(hierarchy.children("city")).containsExactly("Z1", "far");
    assertThat(hierarchy.children("Z1a")).isEmpty();
    assertThat(hierarchy.parent("Z1")).contains("city");
    assertThat(hierarchy.parent("city")).isEmpty();
    assertThat(hierarchy.depth("Z1b")).isEqualTo(2);
    assertThat(hierarchy.depth("V")).isEqualTo(1);
    assertThat(hierarchy.leavesUnder(0)).isEqualTo(3);
    assertThat(hierarchy).hasToString("hierarchy of 4 leaves and 3 sums");
    assertThatThrownBy(() -> hierarchy.depth("X"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("use one of city, village");
  }

  @Test
  void comesFromParentsOrFromTheZonesOfASite() {
    Map<String, String> parents = new LinkedHashMap<>();
    parents.put("Z1", "city");
    parents.put("Z1a", "Z1");
    parents.put("Z1b", "Z1");
    Hierarchy byMap = Hierarchy.of(parents);
    assertThat(byMap.ids()).containsExactly("city", "Z1", "Z1a", "Z1b");
    Site site =
        Site.builder()
            .zone(Zone.of("Z1a").withParent("Z1"))
            .zone(Zone.of("Z1b").withParent("Z1"))
            .zone(Zone.of("Z1").withParent("city"))
            .zone(Zone.of("city"))
            .build();
    assertThat(Hierarchy.of(site)).isEqualTo(byMap).hasSameHashCodeAs(byMap);
  }

  @Test
  void reportsAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                Hierarchy.builder()
                    .aggregate("city")
                    .leaf("A", "nowhere")
                    .leaf("B", "A")
                    .leaf("B", "city")
                    .aggregate("C", "D")
                    .aggregate("D", "C")
                    .aggregate("empty", "city")
                    .leaf(" ", "city")
                    .build())
        .asInstanceOf(type(DataException.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .contains(
                        "series (B), is there twice. Maybe give each an id of its own.",
                        "id (' '), must not be blank.",
                        "parent of A (nowhere), is not there. Maybe add it.",
                        "parent of B (A), is a leaf. Maybe add it as an aggregate.",
                        "sum (empty), has no children. Maybe add it as a leaf.",
                        "series (C), is a part of itself. Maybe look at its parents.",
                        "series (D), is a part of itself. Maybe look at its parents.")
                    .hasSize(7));
    assertThatThrownBy(() -> Hierarchy.of(Map.of())).hasMessageContaining("must be at least one");
    assertThatThrownBy(() -> Hierarchy.of(Map.of("A", "A"))).hasMessageContaining("itself");
  }
}
