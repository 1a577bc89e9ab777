// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.watermgmt.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Promise R6: truncated, altered, foreign and oversize files are corrupt, in bounded memory. */
class ModelFileCorruptionTest {
  private static final byte[] WHOLE = ModelFileTest.bytes(ModelFileTest.sample());
  private static final ModelLimits HUGE = new ModelLimits(Long.MAX_VALUE, Integer.MAX_VALUE);

  private static void assertCorrupt(byte[] bytes, String what) {
    assertThatThrownBy(() -> ModelFileTest.parse(bytes))
        .as(what)
        .isInstanceOfSatisfying(
            ModelCorruptException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CORRUPT));
  }

  @Test
  void everyTruncationIsCorrupt() {
    for (int length = 0; length < WHOLE.length; length++) {
      assertCorrupt(Arrays.copyOf(WHOLE, length), "cut to " + length + " bytes");
    }
  }

  @Test
  void everyFlippedBitIsCorrupt() {
    for (int bit = 0; bit < 8 * WHOLE.length; bit++) {
      byte[] altered = WHOLE.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertCorrupt(altered, "bit " + bit + " flipped");
    }
  }

  @Test
  void everyInvertedByteIsCorrupt() {
    for (int i = 0; i < WHOLE.length; i++) {
      byte[] altered = WHOLE.clone();
      altered[i] ^= (byte) 0xFF;
      assertCorrupt(altered, "byte " + i + " inverted");
    }
  }

  @Property(tries = 1000)
  void everyOtherPieceIsCorrupt(
      @ForAll @IntRange(max = 10_000) int at, @ForAll @Size(min = 1, max = 64) byte[] piece) {
    byte[] altered = WHOLE.clone();
    int start = at % altered.length;
    System.arraycopy(piece, 0, altered, start, Math.min(piece.length, altered.length - start));
    if (!Arrays.equals(altered, WHOLE)) {
      assertCorrupt(altered, "bytes from " + start + " replaced");
    }
  }

  @Property(tries = 1000)
  void anythingElseIsCorrupt(@ForAll @Size(max = 500) byte[] noise) {
    assertCorrupt(noise, "noise");
    assertCorrupt(concat(Arrays.copyOf(WHOLE, 16), noise), "noise after the preamble");
  }

  @Test
  void theMessageSaysWhichPartWasAltered() {
    int header = 20;
    int firstEntry = WHOLE.length - 4 - 3 - 28;
    assertCorruptWith(flipped(8), "preamble: the checksum does not fit");
    assertCorruptWith(flipped(header + 20), "header: the checksum does not fit");
    assertCorruptWith(flipped(firstEntry), "entry 'profile': the checksum does not fit");
    assertCorruptWith(flipped(WHOLE.length - 5), "entry 'net/variables/data-0': the checksum");
    assertCorruptWith(flipped(WHOLE.length - 1), "the checksum at its end does not fit");
    assertCorruptWith(flipped(16), "header length");
    assertCorruptWith(flipped(0), "does not begin with WMMODEL");
    assertCorruptWith(Arrays.copyOf(WHOLE, WHOLE.length - 6), "within the entry 'net/variables");
  }

  private static byte[] flipped(int at) {
    byte[] altered = WHOLE.clone();
    altered[at] ^= 0x40;
    return altered;
  }

  @Test
  void whatFollowsTheEndIsCorrupt() {
    assertCorrupt(Arrays.copyOf(WHOLE, WHOLE.length + 1), "one byte more");
    assertCorrupt(concat(WHOLE, WHOLE), "twice");
  }

  @Test
  void theEnvelopeVersionTellsTooOldFromTooNew() {
    assertThatThrownBy(() -> ModelFileTest.parse(preamble(Envelope.NEWEST + 1)))
        .isInstanceOf(ModelTooNewException.class)
        .hasMessageContaining("update the library");
    assertThatThrownBy(() -> ModelFileTest.parse(preamble(Envelope.OLDEST - 1)))
        .isInstanceOf(ModelTooOldException.class)
        .hasMessageContaining("fit the model again");
  }

  @Test
  void anOversizeHeaderIsCorruptWithoutItsMemory() {
    byte[] bytes = concat(preamble(1), ints((1 << 24) - 1), new byte[1000]);
    assertCorruptWithin(bytes, HUGE, 200_000);
    assertCorruptWithin(concat(preamble(1), ints(Integer.MAX_VALUE)), HUGE, 200_000);
    assertCorruptWithin(concat(preamble(1), ints(-1)), HUGE, 200_000);
  }

  @Test
  void anOversizeEntryIsCorruptWithoutItsMemory() {
    byte[] header =
        header(
            table ->
                table.writeInt(1).writeString("a").writeInt(Integer.MAX_VALUE - 16).writeInt(0));
    assertCorruptWithin(concat(header, new byte[1000]), HUGE, 300_000);
  }

  @Test
  void oversizeCountsAreCorruptWithoutTheirMemory() {
    byte[] manyEntries = header(table -> table.writeInt(Integer.MAX_VALUE));
    assertCorruptWithin(manyEntries, HUGE, 300_000);
    byte[] longName = header(table -> table.writeInt(1).writeInt(Integer.MAX_VALUE - 3));
    assertCorruptWithin(longName, HUGE, 300_000);
  }

  @Test
  void tablesThatContradictThemselvesAreCorrupt() {
    assertCorruptWith(
        header(t -> t.writeInt(1).writeString("../a").writeInt(0).writeInt(0)), "relative path");
    assertCorruptWith(
        header(t -> t.writeInt(1).writeString("a").writeInt(-1).writeInt(0)), "length of entry");
    assertCorruptWith(
        header(
            t ->
                t.writeInt(2)
                    .writeString("a")
                    .writeInt(0)
                    .writeInt(0)
                    .writeString("a")
                    .writeInt(0)
                    .writeInt(0)),
        "stands twice");
    assertCorruptWith(header(t -> t.writeInt(0).writeInt(7)), "left over");
    assertCorruptWith(header(t -> t.writeInt(-1)), "number of entries");
  }

  private static void assertCorruptWith(byte[] bytes, String words) {
    assertThatThrownBy(() -> ModelFileTest.parse(bytes))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining(words);
  }

  @Test
  void theLimitsHold() throws IOException {
    assertThat(ModelFile.read(stream(WHOLE), new ModelLimits(WHOLE.length, 3)))
        .isEqualTo(ModelFileTest.sample());
    assertThatThrownBy(() -> ModelFile.read(stream(WHOLE), new ModelLimits(WHOLE.length - 1, 3)))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("raise the limit");
    assertThatThrownBy(() -> ModelFile.read(stream(WHOLE), new ModelLimits(WHOLE.length, 2)))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("number of entries");
    assertThatThrownBy(() -> new ModelLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ModelLimits(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEndlessStreamEndsAtTheLimit() {
    byte[] start =
        header(
            table ->
                table.writeInt(1).writeString("a").writeInt(Integer.MAX_VALUE - 16).writeInt(0));
    assertThatThrownBy(() -> ModelFile.read(endlessAfter(start), ModelLimits.standard()))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("must be at most 1073741824");
    assertThatThrownBy(() -> ModelFile.read(endlessAfter(WHOLE), HUGE))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("something follows its end");
  }

  private static InputStream endlessAfter(byte[] start) {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
          }
        };
    return new SequenceInputStream(stream(start), zeros);
  }

  private static void assertCorruptWithin(byte[] bytes, ModelLimits limits, long allocation) {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    // The first round loads the classes that the second one needs.
    long used = Long.MAX_VALUE;
    for (int round = 0; round < 2; round++) {
      InputStream in = stream(bytes);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        ModelFile.read(in, limits);
        throw new AssertionError("must be corrupt");
      } catch (ModelCorruptException e) {
        used = threads.getCurrentThreadAllocatedBytes() - before;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(used).as("bytes allocated").isLessThan(allocation);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] preamble(int version) {
    byte[] start =
        ByteBuffer.allocate(12)
            .put("WMMODEL\n".getBytes(StandardCharsets.US_ASCII))
            .putInt(version)
            .array();
    return concat(start, ints(crc(start)));
  }

  /** A file with right checksums up to the header, whose table of entries is the caller's. */
  private static byte[] header(Consumer<EntryWriter> table) {
    EntryWriter header = new EntryWriter().writeString("FORECASTER").writeInt(1);
    Provenance provenance = ModelFileTest.PROVENANCE;
    header
        .writeString(provenance.provider())
        .writeString(provenance.providerVersion())
        .writeString(provenance.libraryVersion())
        .writeMap(provenance.options())
        .writeLong(provenance.seed())
        .writeString(provenance.dataDigest())
        .writeInstant(provenance.trainedFrom())
        .writeInstant(provenance.trainedUntil())
        .writeInt(provenance.series());
    table.accept(header);
    byte[] bytes = header.toByteArray();
    return concat(preamble(1), ints(bytes.length), bytes, ints(crc(bytes)));
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
