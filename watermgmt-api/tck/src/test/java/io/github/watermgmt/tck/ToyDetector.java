// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.anomaly.TimeOrderException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.spi.Capability;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a toy detector has learnt: the mean week of each channel and the spread about it. */
final class ToyDetector implements FittedDetector {
  private static final long MAGIC = 0x746f7931L;
  private static final double LIMIT = 40;

  private final DetectorFault fault;
  private final Provenance provenance;
  private final TimeAxis trainedOn;
  private final WallClock clock;
  private final List<String> channels;
  private final double[][] week;
  private final double[] spread;
  private final double[] shared;

  ToyDetector(
      DetectorFault fault,
      Provenance provenance,
      TimeAxis trainedOn,
      WallClock clock,
      List<String> channels,
      double[][] week,
      double[] spread) {
    this.fault = fault;
    this.provenance = provenance;
    this.trainedOn = trainedOn;
    this.clock = clock;
    this.channels = channels;
    this.week = week;
    this.spread = spread;
    this.shared = new double[week.length];
  }

  static int slot(WallClock clock, long at) {
    int day = WallClock.dayOfWeekOf(clock.epochDay(at)) - 1;
    return day * 24 + clock.secondOfDay(at) / 3600;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> channels() {
    return channels;
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return ToyDetectorProvider.capabilities(fault);
  }

  @Override
  public Session open() {
    return new Watch();
  }

  @Override
  public Session restore(byte[] snapshot) {
    Watch session = new Watch();
    int length = 2 * Long.BYTES + Double.BYTES * channels.size();
    boolean sound = snapshot.length == length && ByteBuffer.wrap(snapshot).getLong() == MAGIC;
    if (!sound) {
      if (fault == DetectorFault.RESTORES_ANYTHING) {
        return session;
      }
      throw new WaterManagementException(
          ErrorCode.INVALID_SNAPSHOT, "snapshot (" + snapshot.length + " bytes), is none.");
    }
    ByteBuffer buffer = ByteBuffer.wrap(snapshot);
    buffer.getLong();
    session.last = buffer.getLong();
    for (int c = 0; c < session.sums.length; c++) {
      session.sums[c] = buffer.getDouble();
    }
    return session;
  }

  @Override
  public ModelFile toModelFile() {
    if (!capabilities().contains(Capability.PERSISTENCE)) {
      throw new UnsupportedRequestException("the toy cannot be saved");
    }
    EntryWriter writer = new EntryWriter().writeString(clock.zone().getId());
    writer.writeLong(trainedOn.epochSecond(0)).writeLong(trainedOn.stepSeconds());
    writer.writeInt(trainedOn.length()).writeStrings(channels);
    for (int c = 0; c < week.length; c++) {
      boolean rounds = fault == DetectorFault.ROUNDS_IN_ITS_FILE;
      writer.writeDoubles(week[c]).writeDouble(rounds ? (float) spread[c] : spread[c]);
    }
    return ModelFile.builder(ModelKind.DETECTOR, 1, provenance).entry("week", writer).build();
  }

  /** A session. */
  private final class Watch implements Session {
    private final double[] sums =
        fault == DetectorFault.SESSIONS_SHARE_THE_SUM ? shared : new double[week.length];
    private double[] frame = new double[week.length];
    private long last = fault == DetectorFault.BEGINS_WITH_A_STAMP ? 0 : Long.MIN_VALUE;

    @Override
    public void observe(long epochSecond, double[] given) {
      if (given.length != sums.length && fault != DetectorFault.FRAMES_OF_ANY_LENGTH) {
        throw new IllegalArgumentException("frame (" + given.length + " values), is not whole");
      }
      if (fault == DetectorFault.REFUSES_TOO_LATE) {
        take(epochSecond, given);
      }
      if (epochSecond <= last && fault != DetectorFault.TIME_MAY_GO_BACK) {
        throw new TimeOrderException(last, epochSecond);
      }
      if (fault != DetectorFault.REFUSES_TOO_LATE) {
        take(epochSecond, given);
      }
      last = epochSecond;
    }

    private void take(long epochSecond, double[] given) {
      if (fault == DetectorFault.KEEPS_THE_FRAME) {
        frame = given;
      }
      add(epochSecond, allocates(epochSecond, given) ? kept(given) : given);
    }

    private boolean allocates(long epochSecond, double[] given) {
      return switch (fault) {
        case ALLOCATES -> true;
        case ALLOCATES_ONCE_A_WEEK -> slot(clock, epochSecond) == 0;
        case ALLOCATES_WHERE_VALUES_ARE_MISSING -> Double.isNaN(given[0]);
        case ALLOCATES_IN_SUMMER -> clock.offsetAt(epochSecond) > 3600;
        default -> false;
      };
    }

    private double[] kept(double[] given) {
      frame = given.clone();
      return frame;
    }

    private void add(long epochSecond, double[] values) {
      int slot = slot(clock, epochSecond);
      for (int c = 0; c < Math.min(values.length, sums.length); c++) {
        double z = (values[c] - week[c][slot]) / spread[c];
        if (fault == DetectorFault.SESSIONS_SHARE_A_SCRATCH) {
          shared[c] = z;
          for (int i = 0; i < 100; i++) {
            Thread.onSpinWait();
          }
          z = shared[c];
        }
        if (!Double.isNaN(z) || fault == DetectorFault.MISSING_VALUES_SPREAD) {
          sums[c] = Math.min(2 * LIMIT, Math.max(0, sums[c] + Math.min(8, z) - 0.75));
        }
      }
    }

    @Override
    public long epochSecond() {
      return last;
    }

    @Override
    public Phase phase() {
      if (fault == DetectorFault.DEAF) {
        return Phase.NORMAL;
      }
      double limit = fault == DetectorFault.NERVOUS ? 1 : LIMIT;
      return score() > limit
          ? Phase.ANOMALOUS
          : score() > limit / 2 ? Phase.SUSPICIOUS : Phase.NORMAL;
    }

    @Override
    public double score() {
      double most =
          fault == DetectorFault.KEEPS_THE_FRAME && frame[0] < 0 ? 1e-9 * Math.abs(frame[0]) : 0;
      for (double sum : sums) {
        most = Math.max(most, sum);
      }
      return most;
    }

    @Override
    public double grade() {
      return score() / (fault == DetectorFault.GRADE_WITHOUT_LIMIT ? LIMIT : 2 * LIMIT);
    }

    @Override
    public Optional<Detection> detection() {
      boolean always = fault == DetectorFault.REPORTS_WHILE_NORMAL && score() > LIMIT / 2;
      if (phase() != Phase.ANOMALOUS && !always) {
        return Optional.empty();
      }
      double all = 0;
      for (double sum : sums) {
        all += sum;
      }
      List<Detection.Attribution> shares = new ArrayList<>();
      for (int c = 0; c < sums.length; c++) {
        shares.add(new Detection.Attribution(channels.get(c), sums[c] / all, 0, 0));
      }
      shares.sort(Comparator.comparingDouble(Detection.Attribution::share).reversed());
      Instant time = Instant.ofEpochSecond(last);
      return Optional.of(
          new Detection(
              time,
              time,
              Math.min(1, grade()),
              score(),
              AnomalyKind.LEAK,
              Optional.empty(),
              shares,
              suspects(shares.get(0).channel()),
              OptionalDouble.empty(),
              "more than usual for long"));
    }

    /** The three nodes behind the meter, as the kit's network has them. */
    private List<Detection.Suspect> suspects(String channel) {
      if (!capabilities().contains(Capability.LOCATION)
          || fault == DetectorFault.CLAIMS_TO_LOCATE) {
        return List.of();
      }
      String place = fault == DetectorFault.SUSPECTS_ELSEWHERE ? "elsewhere " : channel + " ";
      double far = fault == DetectorFault.FAR_FROM_ITSELF ? 100 : 0;
      String third = place + (fault == DetectorFault.SUSPECTS_TWICE ? 1 : 3);
      List<Detection.Suspect> suspects =
          new ArrayList<>(
              List.of(
                  new Detection.Suspect(place + 1, 0.5, OptionalDouble.of(far)),
                  new Detection.Suspect(place + 2, 0.3, OptionalDouble.of(100)),
                  new Detection.Suspect(third, 0.2, OptionalDouble.empty())));
      if (fault == DetectorFault.LEAST_LIKELY_FIRST) {
        suspects.set(0, new Detection.Suspect(place + 1, 0.1, OptionalDouble.of(far)));
      }
      return suspects;
    }

    @Override
    public void tell(Event event) {
      if (fault == DetectorFault.HEEDS_UNCLAIMED_EVENTS) {
        Arrays.fill(sums, 0);
      }
    }

    @Override
    public byte[] snapshot() {
      if (!capabilities().contains(Capability.SNAPSHOT)) {
        throw new UnsupportedRequestException("the toy takes no snapshots");
      }
      ByteBuffer buffer = ByteBuffer.allocate(2 * Long.BYTES + Double.BYTES * sums.length);
      buffer.putLong(MAGIC).putLong(last);
      for (double sum : sums) {
        buffer.putDouble(fault == DetectorFault.SNAPSHOT_FORGETS_THE_SUM ? 0 : sum);
      }
      return buffer.array();
    }
  }
}
