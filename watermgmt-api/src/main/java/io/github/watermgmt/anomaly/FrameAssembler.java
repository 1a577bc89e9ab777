// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.Stamp;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of readings that arrive one by one, late, twice or not at all, so that a {@link
 * Session} sees one frame per step in order. The watermark is the latest stamp seen less the
 * lateness allowed; a step that ended by then is closed: its frame is ready, and what still comes
 * for it is late, counted and left out. <b>Any order of arrival within the lateness gives the same
 * frames, bit for bit</b>, however often they are drained.
 *
 * <p>Several readings of a channel in one step are combined as a {@link
 * io.github.watermgmt.series.PanelBuilder} does it, so that live data look like history: their mean
 * ({@code INTERVAL_MEAN}), their sum ({@code INTERVAL_TOTAL}; missing if one of them is), or the
 * newest at or before the stamp ({@code INSTANT}).
 *
 * <p>A step without any reading gives an empty frame (all NaN), so that silence is seen; after
 * {@code longestGap} of silence frames cease until readings come again.
 *
 * <p>{@link #offer} allocates only while its buffers grow to the number of readings that wait, and
 * takes O(1) for readings in order. Drain after every few offers: what is not drained waits in
 * memory.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class FrameAssembler {
  private static final long FARTHEST = Instant.MAX.getEpochSecond();

  private final List<String> channels;
  private final Support[] supports;
  private final long step;
  private final long phase;
  private final long lateness;
  private final Stamp stamp;
  private final DuplicatePolicy duplicatePolicy;
  private final long gapSteps;
  private final @Nullable LongSupplier clock;
  private final FrameBuffer buffer;
  private final double[] frame;

  private boolean seen;
  private long latest;
  private long closedByTime = Long.MIN_VALUE;
  private boolean started;
  private long nextSlot;
  private long lastDataSlot;
  private boolean busy;

  private long late;
  private long early;
  private long duplicates;
  private long emitted;
  private long skipped;

  private FrameAssembler(Builder builder) {
    this.channels = List.copyOf(builder.channels);
    this.supports = builder.supports.toArray(Support[]::new);
    this.step = builder.step;
    this.phase = builder.phase;
    this.lateness = builder.lateness.toSeconds();
    this.stamp = builder.stamp;
    this.duplicatePolicy = builder.duplicates;
    this.gapSteps = builder.longestGap.toSeconds() / step;
    this.clock = builder.clock;
    this.buffer = new FrameBuffer(supports, duplicatePolicy);
    this.frame = new double[supports.length];
  }

  /** Starts an assembler whose frames have the step and the grid of an axis. */
  public static Builder builder(TimeAxis grid) {
    long step = grid.stepSeconds();
    return new Builder(step, Math.floorMod(grid.start().getEpochSecond(), step));
  }

  /**
   * Starts an assembler whose frames are stamped at multiples of a step from the epoch.
   *
   * @throws DataException WM-103 if the step is not a positive number of whole seconds
   */
  public static Builder builder(Duration step) {
    return builder(TimeAxis.of(Instant.EPOCH, step, 0));
  }

  /** Returns the channels of a frame, in order. */
  public List<String> channels() {
    return channels;
  }

  /**
   * Takes a reading.
   *
   * @param channel position in {@link #channels()}
   * @param epochSecond its stamp
   * @param value in the canonical unit, NaN if missing
   * @return whether it was taken; if not, it was too late or too early
   * @throws DataException WM-101 for an infinite value, WM-108 for a duplicate where duplicates are
   *     refused; the assembler is then as it was
   * @throws IndexOutOfBoundsException if there is no such channel
   * @throws IllegalArgumentException if the stamp is beyond all instants
   */
  public boolean offer(int channel, long epochSecond, double value) {
    check(epochSecond);
    if (Double.isInfinite(value)) {
      throw refused(ErrorCode.NON_FINITE_VALUE, channel, epochSecond, value + " is not a number");
    }
    long slot = slot(supports[channel], epochSecond);
    if (slot < closed()) {
      late++;
      return false;
    }
    if (clock != null && epochSecond > clock.getAsLong()) {
      early++;
      return false;
    }
    boolean duplicate = buffer.put(slot, channel, epochSecond, value);
    if (duplicate) {
      if (duplicatePolicy == DuplicatePolicy.REFUSE) {
        throw refused(
            ErrorCode.DUPLICATE, channel, epochSecond, "there is a reading at this instant");
      }
      duplicates++;
    }
    see(epochSecond);
    return true;
  }

  /**
   * Lets time pass without a reading, so that frames come even if all sensors fall silent.
   *
   * @param epochSecond the time that everything seen so far has reached; has no effect if earlier
   *     than the latest stamp
   */
  public void advanceTo(long epochSecond) {
    check(epochSecond);
    see(epochSecond);
  }

  /**
   * Gives out the frames of all closed steps, in order.
   *
   * @return how many
   */
  public int drain(FrameConsumer consumer) {
    return emit(closed(), consumer);
  }

  /**
   * Gives out all frames, also of steps that are not closed: the end of a stream. What comes later
   * for them is late.
   *
   * @return how many
   */
  public int flush(FrameConsumer consumer) {
    long end = buffer.isEmpty() ? closed() : Math.max(closed(), buffer.newestSlot() + 1);
    return emit(end, consumer);
  }

  /** Returns how many readings came after their step was closed. */
  public long late() {
    return late;
  }

  /** Returns how many readings were stamped later than the clock. */
  public long early() {
    return early;
  }

  /** Returns how many readings had the channel and the stamp of one before. */
  public long duplicates() {
    return duplicates;
  }

  /** Returns how many frames were given out. */
  public long emitted() {
    return emitted;
  }

  /** Returns how many steps got no frame because the silence was longer than the longest gap. */
  public long skipped() {
    return skipped;
  }

  private void check(long epochSecond) {
    if (busy) {
      throw new IllegalStateException("the assembler must not be used by its own consumer");
    }
    if (epochSecond > FARTHEST || epochSecond < -FARTHEST) {
      throw new IllegalArgumentException(
          "epochSecond (" + epochSecond + "), must be an instant. Maybe it is in milliseconds.");
    }
  }

  private DataException refused(ErrorCode code, int channel, long epochSecond, String why) {
    return new DataException(
        code,
        Validation.message(
            "reading of '" + channels.get(channel) + "'",
            Instant.ofEpochSecond(epochSecond),
            "is refused: " + why,
            "choose a policy, or repair it before"));
  }

  private long slot(Support support, long epochSecond) {
    long offset = epochSecond - phase;
    if (support == Support.INSTANT) {
      return Math.floorDiv(offset + step - 1, step);
    }
    // The interval that ends at a stamp on the grid is the step before it.
    return Math.floorDiv(stamp == Stamp.END ? offset - 1 : offset, step);
  }

  private void see(long epochSecond) {
    if (!seen || epochSecond > latest) {
      seen = true;
      latest = epochSecond;
      long watermark = latest - lateness - phase;
      closedByTime = Math.floorDiv(stamp == Stamp.END ? watermark - 1 : watermark, step);
    }
  }

  /** The first slot that is not closed. */
  private long closed() {
    return started ? Math.max(closedByTime, nextSlot) : closedByTime;
  }

  private int emit(long end, FrameConsumer consumer) {
    check(0);
    int count = 0;
    busy = true;
    try {
      while (true) {
        long slot = following();
        if (slot >= end) {
          return count;
        }
        boolean data = !buffer.isEmpty() && buffer.oldestSlot() == slot;
        if (data) {
          buffer.combine(frame);
        } else {
          Arrays.fill(frame, Double.NaN);
        }
        consumer.frame(phase + slot * step, frame);
        if (data) {
          buffer.removeOldest();
          lastDataSlot = slot;
        }
        skipped += started ? slot - nextSlot : 0;
        started = true;
        nextSlot = slot + 1;
        emitted++;
        count++;
      }
    } finally {
      busy = false;
    }
  }

  /** The slot whose frame comes next; MAX_VALUE if none is known. */
  private long following() {
    boolean silent = started && nextSlot - lastDataSlot > gapSteps;
    if (started && !silent) {
      return nextSlot;
    }
    return buffer.isEmpty() ? Long.MAX_VALUE : buffer.oldestSlot();
  }

  /** Configures an assembler. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final long step;
    private final long phase;
    private final List<String> channels = new ArrayList<>();
    private final List<Support> supports = new ArrayList<>();
    private Duration lateness = Duration.ZERO;
    private Stamp stamp = Stamp.START;
    private DuplicatePolicy duplicates = DuplicatePolicy.KEEP_LAST;
    private Duration longestGap = Duration.ofDays(7);
    private @Nullable LongSupplier clock;

    private Builder(long step, long phase) {
      this.step = step;
      this.phase = phase;
    }

    /** Adds a channel. */
    public Builder channel(String id, Support support) {
      channels.add(id);
      supports.add(support);
      return this;
    }

    /** Adds channels of one support. */
    public Builder channels(Collection<String> ids, Support support) {
      ids.forEach(id -> channel(id, support));
      return this;
    }

    /** Sets how long a step waits for readings that are late, in whole seconds; at first 0. */
    public Builder lateness(Duration lateness) {
      this.lateness = lateness;
      return this;
    }

    /**
     * Sets whether stamps of intervals mark their start or their end; at first their start. Frames
     * are stamped at the start in any case.
     */
    public Builder stamp(Stamp stamp) {
      this.stamp = stamp;
      return this;
    }

    /**
     * Sets what happens to several readings of a channel at one instant; at first the last to
     * arrive is kept. The order of arrival matters to them with {@code KEEP_LAST} and {@code
     * KEEP_FIRST}, and with no other.
     */
    public Builder duplicates(DuplicatePolicy duplicates) {
      this.duplicates = duplicates;
      return this;
    }

    /** Sets how long silence gives empty frames; at first 7 days. */
    public Builder longestGap(Duration longestGap) {
      this.longestGap = longestGap;
      return this;
    }

    /**
     * Sets a clock: readings stamped later than it says are counted and left out. Without one, a
     * single stamp far in the future closes all steps before it.
     *
     * @param latestEpochSecond the latest stamp that is credible now
     */
    public Builder clock(LongSupplier latestEpochSecond) {
      this.clock = latestEpochSecond;
      return this;
    }

    /**
     * Returns the assembler.
     *
     * @throws DataException WM-103 with every problem: no channel, one that is repeated, durations
     *     that are negative or no whole seconds
     */
    public FrameAssembler build() {
      Validation validation = new Validation();
      validation.check(!channels.isEmpty(), "channels", 0, "must be at least one", "");
      Set<String> distinct = new LinkedHashSet<>();
      for (String channel : channels) {
        validation.check(distinct.add(channel), "channel", channel, "must be unique", "rename it");
      }
      whole(validation, "lateness", lateness);
      whole(validation, "longestGap", longestGap);
      validation.throwIfAny(ErrorCode.IRREGULAR_ROWS, "frame assembler");
      return new FrameAssembler(this);
    }

    private static void whole(Validation validation, String what, Duration duration) {
      validation.check(
          !duration.isNegative() && duration.toNanosPart() == 0 && duration.toSeconds() <= FARTHEST,
          what,
          duration,
          "must be whole seconds, not negative",
          "");
    }
  }
}
