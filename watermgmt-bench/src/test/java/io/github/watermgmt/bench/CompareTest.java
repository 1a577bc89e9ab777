// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.bench.run.Stop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Compare.run(new Stop(), new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void listNamesEveryProviderAndTheReasonForWhatCannotRun(@TempDir Path folder) {
    assertThat(run("list", "--peers-folder", folder.toString())).isEqualTo(Compare.DONE);
    assertThat(out.toString())
        .contains("weekly-profile", "night-flow", "ojalgo", "tf-dense", "unavailable", "peers");
  }

  @Test
  void aPeerIsListedWithWhatItLacks(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("forecaster-mine.py"), "import sys; sys.exit('no luck')");
    assertThat(run("list", "--peers-folder", folder.toString(), "--python", "no-such-python"))
        .isEqualTo(Compare.DONE);
    assertThat(out.toString()).contains("| mine | forecaster | unavailable: 'no-such-python'");
  }

  @Test
  void whoeverNamesNoCommandIsToldOfThem() {
    assertThat(run()).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("Which comparison?", "list");
  }

  @Test
  void aProviderPathWithoutJarsIsRefused(@TempDir Path folder) {
    assertThat(run("list", "--provider-path", folder.toString())).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("--provider-path", folder.toString(), "jar");
  }
}
