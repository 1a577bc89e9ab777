// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.SignedMeter;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a detector sees. By itself ({@code auto}) one that locates leaks sees the net inflow and
 * every sensor, in one session; any other sees the net inflow alone. Otherwise all see what the
 * caller names: {@code inflow}, {@code flows}, {@code all}, sensors by their ids, or several of
 * these; those that do not locate have a session per channel, unless all are to be watched
 * together.
 *
 * <p>Thread-safety: immutable.
 */
final class ChannelRule {
  /** Id of the net inflow: a zone of the site, and a channel. */
  static final String INFLOW = "inflow";

  private static final String AUTO = "auto";
  private static final String ALL = "all";
  private static final String FLOWS = "flows";

  private final List<String> words;
  private final PanelFiles files;
  private final List<SignedMeter> meters;
  private final boolean together;

  /**
   * What one detector watches.
   *
   * @param channels all its channels
   * @param together whether in one session, otherwise each in one of its own
   */
  record Choice(List<String> channels, boolean together) {}

  private ChannelRule(
      List<String> words, PanelFiles files, List<SignedMeter> meters, boolean together) {
    this.words = words;
    this.files = files;
    this.meters = meters;
    this.together = together;
  }

  /**
   * Reads the options.
   *
   * @param channels the option {@code --channels}
   * @param inflow the option {@code --inflow}, such as {@code +p227,-p9}; empty for the meters at
   *     the boundary that the sensors name, or else the only flow there is
   * @throws DataException WM-106 if it names what is not there
   */
  static ChannelRule of(String channels, String inflow, boolean together, PanelFiles files) {
    List<SignedMeter> meters = new ArrayList<>();
    for (String one : words(inflow)) {
      boolean out = one.startsWith("-");
      String id = out || one.startsWith("+") ? one.substring(1).strip() : one;
      files.sensor("--inflow", id);
      meters.add(new SignedMeter(id, out ? -1 : 1));
    }
    if (meters.isEmpty()) {
      meters.addAll(files.boundary());
    }
    List<String> flows = flows(files);
    if (meters.isEmpty() && flows.size() == 1) {
      meters.add(SignedMeter.in(flows.get(0)));
    }
    List<String> words = words(channels);
    for (String word : words) {
      if (!List.of(AUTO, ALL, FLOWS, INFLOW).contains(word)) {
        files.sensor("--channels", word);
      }
    }
    return new ChannelRule(words.isEmpty() ? List.of(AUTO) : words, files, meters, together);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  private static List<String> flows(PanelFiles files) {
    return files.sensors().stream()
        .filter(one -> one.quantity().equals(Quantity.FLOW))
        .map(Sensor::id)
        .toList();
  }

  /** Returns the meters whose signed sum is the net inflow; may be empty. */
  List<SignedMeter> meters() {
    return meters;
  }

  /**
   * Returns what a detector watches.
   *
   * @throws DataException WM-106 if it is the net inflow and nobody said which meters make it
   */
  Choice of(Set<Capability> capabilities) {
    boolean locates = capabilities.contains(Capability.LOCATION);
    Set<String> channels = new LinkedHashSet<>();
    for (String word : words) {
      switch (word) {
        case AUTO -> {
          if (locates) {
            everything(channels);
          } else {
            channels.add(INFLOW);
          }
        }
        case ALL -> everything(channels);
        case FLOWS -> channels.addAll(flows(files));
        default -> channels.add(word);
      }
    }
    if (channels.contains(INFLOW) && meters.isEmpty()) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "--inflow",
              "none",
              "must name the meters of the net inflow, since the sensors name none at the boundary",
              "--inflow +a,-b, or the sign '+ into the network' in the sensors, or --channels"));
    }
    return new Choice(List.copyOf(channels), locates || together);
  }

  private void everything(Set<String> channels) {
    if (!meters.isEmpty()) {
      channels.add(INFLOW);
    }
    files.sensors().forEach(one -> channels.add(one.id()));
  }
}
