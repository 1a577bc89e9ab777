// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static Network small() {
    return Network.builder()
        .link(Pipe.of("p1", "source", "a"))
        .link(Pump.of("u1", "a", "tank"))
        .link(Valve.of("v1", "tank", "b"))
        .node(Reservoir.of("source"))
        .node(Junction.of("a"))
        .node(Tank.of("tank"))
        .node(Junction.of("b"))
        .node(Junction.of("island"))
        .curve(new Curve("c", new double[] {0, 1}, new double[] {1, 0}))
        .build();
  }

  @Test
  void everythingIsFoundInTheOrderOfAddition() {
    Network network = small();
    assertThat(network.nodes())
        .extracting(Node::id)
        .containsExactly("source", "a", "tank", "b", "island");
    assertThat(network.links()).extracting(Link::id).containsExactly("p1", "u1", "v1");
    assertThat(network.curves()).extracting(Curve::id).containsExactly("c");
    for (int i = 0; i < network.nodes().size(); i++) {
      String id = network.nodes().get(i).id();
      assertThat(network.nodeIndex(id)).isEqualTo(i);
      assertThat(network.node(id)).isSameAs(network.nodes().get(i));
      assertThat(network.hasNode(id)).isTrue();
      assertThat(network.hasLink(id)).isFalse();
    }
    for (int i = 0; i < network.links().size(); i++) {
      String id = network.links().get(i).id();
      assertThat(network.linkIndex(id)).isEqualTo(i);
      assertThat(network.link(id)).isSameAs(network.links().get(i));
      assertThat(network.hasLink(id)).isTrue();
      assertThat(network.hasNode(id)).isFalse();
    }
    assertThat(network.linksOf("tank")).extracting(Link::id).containsExactly("u1", "v1");
    assertThat(network.linksOf("island")).isEmpty();
    assertThat(network.curve("c").size()).isEqualTo(2);
  }

  @Test
  void unknownIdsAreNamed() {
    Network network = small();
    assertThatThrownBy(() -> network.node("nowhere"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-106")
        .hasMessageContaining("node (nowhere), is not one of the network's 5");
    assertThatThrownBy(() -> network.link("nothing")).hasMessageContaining("link (nothing)");
    assertThatThrownBy(() -> network.curve("k")).hasMessageContaining("curve (k)");
    assertThatThrownBy(() -> network.linksOf("x")).hasMessageContaining("node (x)");
    assertThatThrownBy(() -> network.reachableFrom(List.of("x"), (link, from) -> true))
        .hasMessageContaining("node (x)");
  }

  @Test
  void everyProblemOfTheTopologyIsToldAtOnce() {
    Network.Builder builder =
        Network.builder()
            .node(Junction.of("a"))
            .node(Tank.of("a"))
            .node(Junction.of(" "))
            .link(Pipe.of("p", "a", "ghost"))
            .link(Pipe.of("p", "phantom", "a"))
            .link(Pipe.of("loop", "a", "a"))
            .curve(new Curve("c", new double[1], new double[1]))
            .curve(new Curve("c", new double[1], new double[1]));
    WaterManagementException error =
        catchThrowableOfType(WaterManagementException.class, builder::build);
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_NETWORK);
    assertThat(error.problems())
        .containsExactly(
            "node ('a'), must be unique. Maybe rename one of them.",
            "node (' '), must have an id. Maybe give it one.",
            "link ('p'), must be unique. Maybe rename one of them.",
            "curve ('c'), must be unique. Maybe rename one of them.",
            "end of link 'p' ('ghost'), must be a node of the network. Maybe add the node, or"
                + " correct the id.",
            "start of link 'p' ('phantom'), must be a node of the network. Maybe add the node, or"
                + " correct the id.",
            "start and end of link 'loop' (a), must be different nodes. Maybe remove the link.");
    // A builder that failed tells the same again, not twice as much.
    assertThat(catchThrowableOfType(WaterManagementException.class, builder::build).problems())
        .isEqualTo(error.problems());
  }

  @Test
  void everyProblemOfThePhysicsIsToldAtOnce() {
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    Network.Builder builder =
        Network.builder()
            .node(new Junction("j", nan, Optional.of(new Position(0, Double.NaN))))
            .node(new Reservoir("r", OptionalDouble.of(3), Optional.empty(), nan))
            .node(
                new Tank(
                    "t1",
                    nan,
                    Optional.empty(),
                    Optional.of(new Tank.Geometry(5, 1, 4, 0, -1, null))))
            .node(
                new Tank(
                    "t2",
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(new Tank.Geometry(2, 1, 4, 0, 0, "volume"))))
            .link(new Pipe("p", "j", "r", Optional.of(new Pipe.Physics(0, -1, 0, -2, false))))
            .link(
                new Pump(
                    "u1",
                    "j",
                    "r",
                    Optional.of(new Pump.Physics(null, OptionalDouble.empty(), -1, "eff"))))
            .link(
                new Pump(
                    "u2",
                    "j",
                    "r",
                    Optional.of(new Pump.Physics("head", OptionalDouble.of(0), 1, null))))
            .link(
                new Valve(
                    "v",
                    "j",
                    "r",
                    Optional.of(
                        new Valve.Physics(Valve.Kind.GENERAL_PURPOSE, 0, Double.NaN, -1, null))));
    WaterManagementException error =
        catchThrowableOfType(WaterManagementException.class, builder::build);
    assertThat(error.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(" (")))
        .containsExactly(
            "elevation of node 'j'",
            "position of node 'j'",
            "head of node 'r'",
            "elevation of node 't1'",
            "levels of node 't1'",
            "least volume of node 't1'",
            "diameter of node 't1'",
            "volume curve of node 't2'",
            "length of link 'p'",
            "diameter of link 'p'",
            "roughness of link 'p'",
            "minor loss of link 'p'",
            "physics of link 'u1'",
            "efficiency curve of link 'u1'",
            "relative speed of link 'u1'",
            "head curve of link 'u2'",
            "power of link 'u2'",
            "diameter of link 'v'",
            "setting of link 'v'",
            "minor loss of link 'v'",
            "head-loss curve of link 'v'");
  }

  @Test
  void wholePhysicsAreAccepted() {
    Curve curve = new Curve("k", new double[] {0, 1}, new double[] {1, 2});
    Network network =
        Network.builder()
            .headLoss(HeadLossFormula.DARCY_WEISBACH)
            .curve(curve)
            .node(new Junction("j", OptionalDouble.of(-2), Optional.of(new Position(1, 2))))
            .node(
                new Tank(
                    "t",
                    OptionalDouble.of(40),
                    Optional.empty(),
                    Optional.of(new Tank.Geometry(1, 1, 1, 0, 0, "k"))))
            .link(new Pipe("p", "j", "t", Optional.of(new Pipe.Physics(1, 1, 1, 0, true))))
            .link(
                new Pump(
                    "u",
                    "j",
                    "t",
                    Optional.of(new Pump.Physics("k", OptionalDouble.empty(), 0, "k"))))
            .link(
                new Valve(
                    "v",
                    "j",
                    "t",
                    Optional.of(new Valve.Physics(Valve.Kind.GENERAL_PURPOSE, 1, 0, 0, "k"))))
            .build();
    assertThat(network.headLoss()).isEqualTo(HeadLossFormula.DARCY_WEISBACH);
    assertThat(network.toBuilder().build()).isEqualTo(network).hasSameHashCodeAs(network);
    assertThat(network.toBuilder().headLoss(HeadLossFormula.CHEZY_MANNING).build())
        .isNotEqualTo(network);
  }

  @Test
  void listsCannotBeChanged() {
    Network network = small();
    assertThatThrownBy(() -> network.nodes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> network.links().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> network.linksOf("a").clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void waterGoesWhereItMayPass() {
    Network network = small();
    assertThat(network.reachableFrom(List.of("a"), (link, from) -> true))
        .containsExactly("a", "source", "tank", "b");
    assertThat(network.reachableFrom(List.of("a"), (link, from) -> link.from().equals(from)))
        .containsExactly("a", "tank", "b");
    assertThat(network.reachableFrom(List.of("b", "island"), (link, from) -> false))
        .containsExactly("b", "island");
  }

  @Property(tries = 300)
  void reachableIsTheTransitiveClosure(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int size) {
    Random random = new Random(seed);
    Network.Builder builder = Network.builder();
    boolean[][] reach = new boolean[size][size];
    List<Integer> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      builder.node(Junction.of("n" + i));
      reach[i][i] = true;
      nodes.add(i);
    }
    for (int k = 0; k < size; k++) {
      int from = random.nextInt(size);
      int to = random.nextInt(size);
      if (from != to) {
        builder.link(Pipe.of("l" + k, "n" + from, "n" + to));
        reach[from][to] = true;
      }
    }
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          reach[i][j] |= reach[i][k] && reach[k][j];
        }
      }
    }
    Network network = builder.build();
    for (int i : nodes) {
      Set<String> expected = new LinkedHashSet<>();
      for (int j : nodes) {
        if (reach[i][j]) {
          expected.add("n" + j);
        }
      }
      assertThat(network.reachableFrom(List.of("n" + i), (link, from) -> link.from().equals(from)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
