// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

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
 * The channels of a detector: their ids and quantities, and the elements and zones whose events
 * concern them. Thread-safety: immutable.
 */
final class Channels {
  private static final int MOST = 1_000_000;

  private final List<String> ids;
  private final List<Quantity> quantities;
  private final List<Set<String>> labels;

  private Channels(List<String> ids, List<Quantity> quantities, List<Set<String>> labels) {
    this.ids = List.copyOf(ids);
    this.quantities = List.copyOf(quantities);
    this.labels = List.copyOf(labels);
  }

  static Channels of(Panel panel, Site site) {
    List<Quantity> quantities = new ArrayList<>();
    List<Set<String>> labels = new ArrayList<>();
    for (Series series : panel.series()) {
      quantities.add(series.quantity());
      labels.add(labels(series.id(), site));
    }
    return new Channels(panel.ids(), quantities, labels);
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

  List<String> ids() {
    return ids;
  }

  Quantity quantity(int channel) {
    return quantities.get(channel);
  }

  Set<String> labels(int channel) {
    return labels.get(channel);
  }

  /** Tells every channel of what concerns it. */
  void tell(Event event, ChannelWatch[] watches) {
    for (int c = 0; c < watches.length; c++) {
      tell(event, labels.get(c), watches.length == 1, watches[c]);
    }
  }

  /**
   * Tells one channel.
   *
   * @param alone whether it is the only one: then a repair of an element that is not known is taken
   *     to concern it
   */
  static void tell(Event event, Set<String> labels, boolean alone, ChannelWatch watch) {
    if (event instanceof Repair repair) {
      if (alone || labels.contains(repair.element())) {
        watch.repaired();
      }
    } else if (event instanceof DemandChange change) {
      if (labels.contains(change.zone())) {
        watch.scaled(change.factor());
      }
    } else if (event instanceof Rezoning rezoning
        && rezoning.zones().stream().anyMatch(labels::contains)) {
      watch.forget();
    }
  }

  void write(EntryWriter writer) {
    writer.writeInt(ids.size());
    for (int c = 0; c < ids.size(); c++) {
      writer.writeString(ids.get(c)).writeQuantity(quantities.get(c));
      writer.writeStrings(List.copyOf(new TreeSet<>(labels.get(c))));
    }
  }

  static Channels read(EntryReader reader) {
    int n = reader.readInt("number of channels", 1, MOST);
    List<String> ids = new ArrayList<>();
    List<Quantity> quantities = new ArrayList<>();
    List<Set<String>> labels = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      ids.add(reader.readString());
      quantities.add(reader.readQuantity());
      labels.add(new TreeSet<>(reader.readStrings()));
    }
    return new Channels(ids, quantities, labels);
  }
}
