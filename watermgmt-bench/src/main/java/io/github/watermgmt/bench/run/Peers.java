// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The peers of a folder of scripts. A script's file name says what it is: {@code
 * forecaster-statsforecast.py} is the forecaster {@code statsforecast}; {@code _common.py} is none.
 *
 * <p>Thread-safety: immutable.
 */
public final class Peers {
  private static final String SUFFIX = ".py";

  private final List<Peer> all;

  private Peers(List<Peer> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads a folder; one that is missing holds no peers.
   *
   * @param python the interpreter
   */
  public static Peers in(Path folder, String python) {
    List<Peer> peers = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.sorted().forEach(file -> peer(file, python).ifPresent(peers::add));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Peers(peers);
  }

  private static List<String> kinds() {
    return Stream.concat(
            Stream.of(ProviderKind.values()).map(ProviderKind::label), Stream.of(Peer.SAVED_MODEL))
        .toList();
  }

  private static Optional<Peer> peer(Path file, String python) {
    String name = String.valueOf(file.getFileName());
    for (String kind : kinds()) {
      String prefix = kind + "-";
      if (name.startsWith(prefix) && name.endsWith(SUFFIX)) {
        String own = name.substring(prefix.length(), name.length() - SUFFIX.length());
        return Optional.of(new Peer(own, kind, file, python));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns one peer.
   *
   * @throws WaterManagementException WM-601 if there is none, with those there are
   */
  public Peer get(ProviderKind kind, String name) {
    return get(kind.label(), name);
  }

  /**
   * Returns one peer.
   *
   * @param kind what it stands beside, see {@link Peer#kind}
   * @throws WaterManagementException WM-601 if there is none, with those there are
   */
  public Peer get(String kind, String name) {
    return all.stream()
        .filter(peer -> peer.kind().equals(kind) && peer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new WaterManagementException(
                    ErrorCode.PROVIDER_NOT_FOUND,
                    Validation.message(
                        "--peer",
                        name,
                        "must be a " + kind + " among the peers",
                        "one of " + names(kind))));
  }

  private List<String> names(String kind) {
    return all.stream().filter(peer -> peer.kind().equals(kind)).map(Peer::name).toList();
  }

  /** Returns a table of all peers and whether they can run; asks each of them. Markdown. */
  public String describe() {
    StringBuilder text = new StringBuilder("### peers\n\n");
    if (all.isEmpty()) {
      return text.append("none found; --peers-folder names their folder\n").toString();
    }
    text.append("| peer | kind | available |\n|---|---|---|\n");
    for (Peer peer : all) {
      Peer.Check check = peer.check();
      Availability availability = check.availability();
      text.append("| ").append(peer.name()).append(" | ").append(peer.kind());
      text.append(" | ")
          .append(
              availability.isAvailable() ? "yes, " + check.libraries() : availability.toString());
      text.append(" |\n");
    }
    return text.toString();
  }

  /**
   * The options about peers.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Settings {
    @Option(
        names = "--peer",
        paramLabel = "NAME",
        split = ",",
        description = "a peer in Python that stands beside, such as statsforecast; repeatable")
    private List<String> names = new ArrayList<>();

    @Option(
        names = "--python",
        paramLabel = "FILE",
        defaultValue = "python3",
        description = "the interpreter of the peers; default: ${DEFAULT-VALUE}")
    private String python = "python3";

    @Option(
        names = "--peers-folder",
        paramLabel = "DIR",
        description = "where the peers' scripts lie; default: peers/python beside the runner")
    private @Nullable Path folder;

    /** Creates the defaults. */
    public Settings() {}

    /** Reads the folder. */
    public Peers open() {
      return in(folder == null ? usualFolder() : folder, python);
    }

    /** Returns whether no peer was asked for. */
    boolean none() {
      return names.isEmpty();
    }

    /** Returns the peers that were asked for, of one kind, see {@link Peer#kind}. */
    public List<Peer> chosen(String kind) {
      Peers peers = open();
      return names.stream().map(name -> peers.get(kind, name.strip())).toList();
    }

    /** The runner's jar lies in {@code watermgmt-bench/target}. */
    private static Path usualFolder() {
      try {
        CodeSource source = Peers.class.getProtectionDomain().getCodeSource();
        Path jar = Path.of(source.getLocation().toURI());
        Path target = jar.getParent();
        Path module = target == null ? null : target.getParent();
        return module == null ? Path.of("peers") : module.resolve("peers").resolve("python");
      } catch (URISyntaxException e) {
        throw new IllegalStateException("the runner's place has a URI", e);
      }
    }
  }
}
