// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.site.DemandChange;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.site.Rezoning;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.SignedMeter;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.site.Zone;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ids and quantities of the channels, and the elements and zones whose events concern them.
 *
 * <p>Thread-safety: immutable.
 */
record ChannelTable(List<String> ids, List<Quantity> quantities, List<Set<String>> labels) {
  private static final int MOST = 1_000_000;

  ChannelTable {
    ids = List.copyOf(ids);
    quantities = List.copyOf(quantities);
    labels = List.copyOf(labels);
  }

  static ChannelTable of(Panel panel, Site site) {
    List<Quantity> quantities = panel.series().stream().map(Series::quantity).toList();
    List<Set<String>> labels = panel.ids().stream().map(id -> labels(id, site)).toList();
    return new ChannelTable(panel.ids(), quantities, labels);
  }

  /** A channel goes by its id, by the element it sits at, and by the zones that it meters. */
  private static Set<String> labels(String id, Site site) {
    Set<String> labels = new TreeSet<>(Set.of(id));
    for (Sensor sensor : site.sensors()) {
      if (sensor.id().equals(id) && sensor.element() != null) {
        labels.add(sensor.element());
      }
    }
    for (Zone zone : site.zones()) {
      for (SignedMeter meter : zone.inflow()) {
        if (meter.sensor().equals(id)) {
          labels.add(zone.id());
        }
      }
    }
    return labels;
  }

  int size() {
    return ids.size();
  }

  boolean isFlow(int channel) {
    return quantities.get(channel).equals(Quantity.FLOW);
  }

  /** Returns whether a repair concerns a channel; an only channel is concerned by all. */
  boolean concerns(Repair repair, int channel) {
    return size() == 1 || labels.get(channel).contains(repair.element());
  }

  /** Tells every channel of what concerns it. */
  void tell(Event event, BlockStream stream) {
    for (int c = 0; c < size(); c++) {
      Channel channel = stream.channel(c);
      if (event instanceof Repair repair) {
        if (concerns(repair, c)) {
          channel.settle();
        }
      } else if (event instanceof DemandChange change) {
        if (labels.get(c).contains(change.zone())) {
          channel.scale(change.factor());
        }
      } else if (event instanceof Rezoning rezoning
          && rezoning.zones().stream().anyMatch(labels.get(c)::contains)) {
        channel.settle();
      }
    }
  }

  void write(EntryWriter out) {
    out.writeInt(size());
    for (int c = 0; c < size(); c++) {
      out.writeString(ids.get(c)).writeQuantity(quantities.get(c));
      out.writeStrings(List.copyOf(new TreeSet<>(labels.get(c))));
    }
  }

  static ChannelTable read(EntryReader in) {
    int n = in.readInt("number of channels", 1, MOST);
    List<String> ids = new ArrayList<>();
    List<Quantity> quantities = new ArrayList<>();
    List<Set<String>> labels = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      ids.add(in.readString());
      quantities.add(in.readQuantity());
      labels.add(new TreeSet<>(in.readStrings()));
    }
    return new ChannelTable(ids, quantities, labels);
  }
}
