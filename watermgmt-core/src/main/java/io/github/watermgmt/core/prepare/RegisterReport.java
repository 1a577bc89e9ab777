// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Registers} made of a register's reads, with its balance: the register's difference is
 * what was used, plus what is known to have been used without knowing when, plus jumps that are no
 * use, less the rollovers' capacity. No litre goes unmentioned.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param meter id of the meter
 * @param reads how many there were
 * @param counted how many of them told something
 * @param missing reads that were missing
 * @param outOfOrder reads that came after a later one
 * @param duplicates reads that repeat another's instant and value, left out
 * @param negative reads below zero, left out
 * @param setAside reads that the source estimated or doubts, or that stand apart, left out
 * @param estimatedSteps steps whose use is there and was split by time: estimated
 * @param missingSteps steps whose use is missing
 * @param registerDifference last read that counted less the first, m³
 * @param used sum of the uses of all steps, m³
 * @param findings in the order of time
 * @param provisionalFrom what lies at or after this instant may still change when the next read
 *     comes, and so may findings known after it: the last read but one that counted
 */
public record RegisterReport(
    String meter,
    int reads,
    int counted,
    int missing,
    int outOfOrder,
    int duplicates,
    int negative,
    int setAside,
    int estimatedSteps,
    int missingSteps,
    double registerDifference,
    double used,
    List<RegisterFinding> findings,
    Instant provisionalFrom) {

  /** Copies the list. */
  public RegisterReport {
    findings = List.copyOf(findings);
  }

  /** Returns the findings of a kind. */
  public List<RegisterFinding> findings(RegisterFinding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** Returns the sum of the volumes of the findings of a kind, m³. */
  public double volume(RegisterFinding.Kind kind) {
    double sum = 0;
    for (RegisterFinding finding : findings) {
      sum += finding.kind() == kind ? finding.volume() : 0;
    }
    return sum;
  }

  /** Returns what was used without its step being known, m³. */
  public double unassigned() {
    return volume(RegisterFinding.Kind.UNASSIGNED) + volume(RegisterFinding.Kind.OUTSIDE);
  }

  /** Returns by how much the register jumped without use, m³: exchanges, drops and jumps. */
  public double jumped() {
    return volume(RegisterFinding.Kind.EXCHANGE)
        + volume(RegisterFinding.Kind.DROP)
        + volume(RegisterFinding.Kind.JUMP);
  }

  /**
   * Returns what is left of the register's difference when all is taken off that is known: zero but
   * for rounding, m³.
   */
  public double imbalance() {
    double rolledOver = volume(RegisterFinding.Kind.ROLLOVER);
    return registerDifference - (used + unassigned() + jumped() - rolledOver);
  }

  /** Returns the report in words, a line for each kind of finding. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(meter).append(": ").append(reads).append(" reads, ").append(counted);
    text.append(" counted; ").append(rounded(used)).append(" m³ used, ").append(missingSteps);
    text.append(" steps missing, ").append(estimatedSteps).append(" estimated");
    line(text, missing, "missing reads");
    line(text, outOfOrder, "reads out of order");
    line(text, duplicates, "duplicates left out");
    line(text, negative, "negative reads left out");
    line(text, setAside, "estimated, doubtful or single reads left out");
    Map<RegisterFinding.Kind, Integer> counts = new EnumMap<>(RegisterFinding.Kind.class);
    findings.forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
    counts.forEach((kind, n) -> line(text, n, kind.label() + ", " + rounded(volume(kind)) + " m³"));
    return text.toString();
  }

  /** To the litre, for readers; the findings themselves are exact. */
  private static double rounded(double m3) {
    return Math.rint(1000 * m3) / 1000;
  }

  private static void line(StringBuilder text, int n, String what) {
    if (n > 0) {
      text.append("\n  ").append(n).append(' ').append(what);
    }
  }
}
