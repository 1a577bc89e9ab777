// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.ModelProviderMissingException;
import io.github.watermgmt.model.ModelTooNewException;
import io.github.watermgmt.model.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private static final Availability NO_NATIVES =
      Availability.unavailable("no native library for linux-riscv64", "add the jar for it");

  @AfterEach
  void clearProperty() {
    System.clearProperty("watermgmt.forecaster");
  }

  @Test
  void aNameGivesItsProviderWithOptions() {
    Providers providers = Providers.of(new ToyProvider("naive"), new ToyProvider("profile"));
    assertThat(providers.forecaster("naive").name()).isEqualTo("naive");
    assertThat(weeks(providers.forecaster("profile"))).isEqualTo(4);
    assertThat(weeks(providers.forecaster("profile", "weeks=8"))).isEqualTo(8);
    Options options = Options.defaults(List.of(ToyProvider.WEEKS)).with(ToyProvider.WEEKS, 9);
    assertThat(weeks(providers.forecaster("profile", options))).isEqualTo(9);
    Option<Integer> wider = Option.integer("weeks", 1, 1, 9999, "other schema");
    Options foreign = Options.defaults(List.of(wider)).with(wider, 10);
    assertThat(weeks(providers.forecaster("profile", foreign))).isEqualTo(10);
    assertThatThrownBy(() -> providers.forecaster("profile", foreign.with(wider, 100)))
        .isInstanceOf(InvalidOptionException.class);
    assertThatThrownBy(() -> providers.forecaster("profile", "weeks=0;week=1"))
        .isInstanceOfSatisfying(
            InvalidOptionException.class, e -> assertThat(e.problems()).hasSize(2));
    assertThat(providers.forecasterProvider("naive").name()).isEqualTo("naive");
    assertThat(providers.forecasters())
        .extracting(Provider::name)
        .containsExactly("naive", "profile");
    assertThat(providers.detectors()).isEmpty();
    assertThat(providers.optimizers()).isEmpty();
    assertThat(providers.hydraulicModels()).isEmpty();
    assertThat(providers.failures()).isEmpty();
    assertThat(providers)
        .hasToString("Providers forecaster[naive, profile], detector[], optimizer[], hydraulics[]");
  }

  private static int weeks(Forecaster forecaster) {
    return forecaster.options().get(ToyProvider.WEEKS);
  }

  @Test
  void anUnknownNameListsWhatExistsAndWhatIsWrong() {
    Providers providers =
        Providers.of(
            new ToyProvider("seasonal-naive"),
            new ToyProvider("weekly-profile"),
            new ToyProvider("tf-dense", -100, NO_NATIVES),
            new ToyProvider("Illegal Name"));
    ProviderNotFoundException e =
        catchThrowableOfType(
            ProviderNotFoundException.class, () -> providers.forecaster("weekly-profil"));
    assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_NOT_FOUND);
    assertThat(e.kind()).isEqualTo(ProviderKind.FORECASTER);
    assertThat(e.provider()).isEqualTo("weekly-profil");
    assertThat(e.known()).containsExactly("weekly-profile", "seasonal-naive", "tf-dense");
    assertThat(e)
        .hasMessageContaining(
            "forecaster ('weekly-profil'), is not known. Maybe one of weekly-profile,")
        .hasMessageContaining("'tf-dense' is unavailable: no native library for linux-riscv64")
        .hasMessageContaining("add the jar for it")
        .hasMessageContaining("failed to load: forecaster " + ToyProvider.class.getName())
        .hasMessageContaining("Illegal Name");
    assertThatThrownBy(() -> providers.detector("night-flow"))
        .isInstanceOf(ProviderNotFoundException.class)
        .hasMessageContaining("none at all. Maybe add watermgmt-core");
    assertThatThrownBy(() -> providers.optimizer("auto"))
        .isInstanceOf(ProviderNotFoundException.class)
        .hasMessageContaining("optimizer ('auto'), none is available");
    assertThatThrownBy(() -> providers.hydraulicModel("auto"))
        .isInstanceOf(ProviderNotFoundException.class);
  }

  @Test
  void anUnavailableProviderSaysWhyAndWhatToDo() {
    Providers providers = Providers.of(new ToyProvider("tf-dense", -100, NO_NATIVES));
    assertThatThrownBy(() -> providers.forecaster("tf-dense"))
        .isInstanceOfSatisfying(
            ProviderUnavailableException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
              assertThat(e.reason()).isEqualTo("no native library for linux-riscv64");
              assertThat(e.remedy()).isEqualTo("add the jar for it");
            })
        .hasMessageContaining("Maybe add the jar for it.");
    assertThatThrownBy(() -> providers.forecaster("auto"))
        .isInstanceOf(ProviderNotFoundException.class)
        .hasMessageContaining("linux-riscv64");
    assertThat(providers.forecasters()).hasSize(1);
    assertThat(providers.failures()).isEmpty();
    assertThatThrownBy(() -> Availability.unavailable(" ", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnavailableProviderCanBeAskedNonetheless() {
    ToyProvider dense = new ToyProvider("tf-dense", -50, NO_NATIVES);
    ToyProvider naive = new ToyProvider("naive");
    Providers providers = Providers.of(dense, naive);
    assertThat(providers.forecasterProvider("tf-dense")).isSameAs(dense);
    assertThat(providers.forecasterProvider("tf-dense").availability()).isEqualTo(NO_NATIVES);
    assertThat(providers.forecasterProvider("tf-dense").options())
        .isEqualTo(List.of(ToyProvider.WEEKS));
    // What auto means is what would run.
    assertThat(providers.forecasterProvider("auto")).isSameAs(naive);
    assertThatThrownBy(() -> Providers.of(dense).forecasterProvider("auto"))
        .isInstanceOf(ProviderNotFoundException.class)
        .hasMessageContaining("linux-riscv64");
    assertThatThrownBy(() -> Providers.of(naive, new OtherToy("naive")).forecasterProvider("naive"))
        .isInstanceOf(ProviderDuplicateException.class);
    assertThatThrownBy(() -> providers.forecasterProvider("other"))
        .isInstanceOf(ProviderNotFoundException.class);
    assertThatThrownBy(() -> providers.detectorProvider("other"))
        .isInstanceOf(ProviderNotFoundException.class);
    assertThatThrownBy(() -> providers.optimizerProvider("other"))
        .isInstanceOf(ProviderNotFoundException.class);
    assertThatThrownBy(() -> providers.hydraulicProvider("other"))
        .isInstanceOf(ProviderNotFoundException.class);
    System.setProperty("watermgmt.forecaster", "tf-dense");
    Providers chosen = Providers.of(dense, naive);
    assertThat(chosen.forecasterProvider("auto")).isSameAs(dense);
    assertThatThrownBy(() -> chosen.forecaster("auto"))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("tf-dense");
  }

  @Test
  void autoIsTheHighestPriorityThatIsAvailableAndFirstByName() {
    assertThat(auto(new ToyProvider("b", -50), new ToyProvider("a", -100))).isEqualTo("b");
    assertThat(auto(new ToyProvider("b"), new ToyProvider("a"))).isEqualTo("a");
    assertThat(auto(new ToyProvider("b", -50, NO_NATIVES), new ToyProvider("a"))).isEqualTo("a");
  }

  private static String auto(Provider<?>... providers) {
    return Providers.of(providers).forecaster("auto").name();
  }

  @Test
  void theSystemPropertyOfTheTimeOfDiscoveryChoosesTheDefault() {
    ToyProvider a = new ToyProvider("a");
    ToyProvider b = new ToyProvider("b");
    System.setProperty("watermgmt.forecaster", " b ");
    Providers chosen = Providers.of(a, b);
    System.setProperty("watermgmt.forecaster", "c");
    Providers wrong = Providers.of(a, b);
    System.setProperty("watermgmt.forecaster", "auto");
    Providers automatic = Providers.of(a, b);
    System.clearProperty("watermgmt.forecaster");

    assertThat(chosen.forecaster("auto").name()).isEqualTo("b");
    assertThat(chosen.forecaster("a").name()).isEqualTo("a");
    assertThat(chosen.list(ProviderKind.FORECASTER))
        .extracting(ProviderInfo::isDefault)
        .containsExactly(false, true);
    assertThat(wrong.forecaster("a").name()).isEqualTo("a");
    assertThatThrownBy(() -> wrong.forecaster("auto"))
        .isInstanceOf(ProviderNotFoundException.class)
        .hasMessageContaining("('c', chosen by the system property watermgmt.forecaster)");
    assertThat(automatic.forecaster("auto").name()).isEqualTo("a");
  }

  @Test
  void ofTwoThatClaimOneNameNeitherWins() {
    Providers providers =
        Providers.of(new ToyProvider("twice"), new OtherToy("twice"), new ToyProvider("once"));
    assertThatThrownBy(() -> providers.forecaster("twice"))
        .isInstanceOfSatisfying(
            ProviderDuplicateException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PROVIDER_DUPLICATE);
              assertThat(e.claimants()).hasSize(2);
            })
        .hasMessageContaining(ToyProvider.class.getName() + " (")
        .hasMessageContaining(OtherToy.class.getName() + " (")
        .hasMessageContaining("remove all jars but one");
    assertThat(providers.forecaster("once").name()).isEqualTo("once");
    assertThat(providers.forecaster("auto").name()).isEqualTo("once");
    assertThat(providers.forecasters()).extracting(Provider::name).containsExactly("once");
    assertThat(providers.failures())
        .singleElement()
        .satisfies(
            failure -> assertThat(failure.severity()).isEqualTo(LoadFailure.Severity.DUPLICATE));
    assertThat(providers.list()).hasSize(3);
  }

  @Test
  void aDefaultThatIsClaimedTwiceFailsInsteadOfChanging() {
    Providers providers =
        Providers.of(new ToyProvider("a"), new OtherToy("a"), new ToyProvider("b"));
    assertThatThrownBy(() -> providers.forecaster("auto"))
        .isInstanceOf(ProviderDuplicateException.class);
    assertThat(providers.list()).extracting(ProviderInfo::isDefault).containsOnly(false);
  }

  @Test
  void aPriorityReservedToCoreIsOverruledAndNoted() {
    Providers providers = Providers.of(new ToyProvider("pushy", 1000), new ToyProvider("a", -50));
    assertThat(providers.forecaster("auto").name()).isEqualTo("a");
    assertThat(providers.forecaster("pushy").name()).isEqualTo("pushy");
    assertThat(providers.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.severity()).isEqualTo(LoadFailure.Severity.NOTE);
              assertThat(failure.message()).contains("1000", "-100", "reserved");
              assertThat(failure.source()).contains(ToyProvider.class.getName());
            });
  }

  @Test
  void availabilityIsAskedOnlyWhenNeededAndOnce() {
    ToyProvider used = new ToyProvider("a", -50);
    ToyProvider unused = new ToyProvider("b", -60);
    Providers providers = Providers.of(used, unused);
    assertThat(used.asked).hasValue(0);
    providers.forecaster("auto");
    providers.forecaster("a");
    assertThat(used.asked).hasValue(1);
    assertThat(unused.asked).hasValue(0);
    providers.describe();
    providers.list();
    assertThat(used.asked).hasValue(1);
    assertThat(unused.asked).hasValue(1);
  }

  @Test
  void whatCreateMustNotDoBecomesATypedError() {
    RuntimeException thrown = new IllegalStateException("out of\n luck");
    Providers providers =
        Providers.of(
            new Failing("null", () -> null),
            new Failing(
                "throws",
                () -> {
                  throw thrown;
                }),
            new Failing(
                "links",
                () -> {
                  throw new NoClassDefFoundError("org/missing/Solver");
                }),
            new Failing(
                "option",
                () -> {
                  throw new InvalidOptionException(List.of("min exceeds max"));
                }));
    assertThatThrownBy(() -> providers.forecaster("null"))
        .isInstanceOf(ProviderFailedException.class)
        .hasMessageContaining("create returned null");
    assertThatThrownBy(() -> providers.forecaster("throws"))
        .isInstanceOf(ProviderFailedException.class)
        .hasMessageContaining(Failing.class.getName())
        .hasMessageContaining("create threw java.lang.IllegalStateException: out of luck")
        .hasCause(thrown);
    assertThatThrownBy(() -> providers.forecaster("links"))
        .isInstanceOf(ProviderFailedException.class)
        .hasMessageContaining("Maybe add the jar that holds the missing class.");
    assertThatThrownBy(() -> providers.forecaster("option"))
        .isInstanceOf(InvalidOptionException.class);
  }

  @Test
  void aModelFileGoesToTheProviderThatWroteIt() {
    Providers providers =
        Providers.of(
            new ToyProvider("naive"),
            new ToyProvider("tf-dense", -100, NO_NATIVES),
            new Failing(
                "broken",
                () -> {
                  throw new IndexOutOfBoundsException("7");
                }));
    try (FittedForecaster restored =
        providers.restoreForecaster(file(ModelKind.FORECASTER, "naive", 1))) {
      assertThat(restored).hasToString("naive");
    }
    assertThatThrownBy(() -> providers.restoreForecaster(file(ModelKind.FORECASTER, "naive", 2)))
        .isInstanceOf(ModelTooNewException.class);
    for (String missing : List.of("naiv", "auto")) {
      assertThatThrownBy(() -> providers.restoreForecaster(file(ModelKind.FORECASTER, missing, 1)))
          .isInstanceOfSatisfying(
              ModelProviderMissingException.class, e -> assertThat(e.provider()).isEqualTo(missing))
          .hasMessageContaining("which wrote the model file")
          .hasMessageContaining("naive");
    }
    assertThatThrownBy(() -> providers.restoreForecaster(file(ModelKind.FORECASTER, "tf-dense", 1)))
        .isInstanceOf(ProviderUnavailableException.class);
    assertThatThrownBy(() -> providers.restoreForecaster(file(ModelKind.FORECASTER, "broken", 1)))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("IndexOutOfBoundsException");
    assertThatThrownBy(() -> providers.restoreDetector(file(ModelKind.FORECASTER, "naive", 1)))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("Maybe restore it as a forecaster");
    assertThatThrownBy(() -> providers.restoreDetector(file(ModelKind.DETECTOR, "naive", 1)))
        .isInstanceOf(ModelProviderMissingException.class);
  }

  private static ModelFile file(ModelKind kind, String provider, int payloadVersion) {
    Instant instant = Instant.EPOCH;
    Provenance provenance =
        new Provenance(provider, "1", "1", Map.of(), 1, "0".repeat(64), instant, instant, 1);
    return ModelFile.builder(kind, payloadVersion, provenance).build();
  }

  @Test
  void theDescriptionIsATableOfWhatEachCanDo() {
    Providers providers =
        Providers.of(
            new ToyProvider("naive"),
            new ToyProvider("tf-dense", -100, NO_NATIVES),
            new ToyProvider("Illegal Name"));
    assertThat(providers.describe())
        .startsWith(
            """
            ### forecaster

            | provider        | version | priority | available | quantiles | persistence |
            | --------------- | ------- | -------- | --------- | --------- | ----------- |
            | naive (default) | 1.0     | -100     | yes       | yes       | yes         |
            | tf-dense        | 1.0     | -100     | no        | yes       | yes         |

            - naive: a toy named naive
              - weeks=4 (a whole number from 1 to 52): weeks used
            - tf-dense: a toy named tf-dense
              - unavailable: no native library for linux-riscv64. Maybe add the jar for it
              - weeks=4 (a whole number from 1 to 52): weeks used

            ### detector

            none found
            """)
        .contains("### not as it should be\n\n- forecaster " + ToyProvider.class.getName())
        .endsWith("Maybe update or remove its jar.\n");
  }

  @Test
  void whatIsOfNoKindIsAProgrammingError() {
    Provider<String> foreign =
        new Provider<>() {
          @Override
          public String name() {
            return "x";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public String description() {
            return "";
          }

          @Override
          public Availability availability() {
            return Availability.available();
          }

          @Override
          public java.util.Set<Capability> capabilities() {
            return java.util.Set.of();
          }

          @Override
          public String create(Options options) {
            return "";
          }
        };
    assertThatThrownBy(() -> Providers.of(foreign)).isInstanceOf(IllegalArgumentException.class);
  }

  private static final class OtherToy extends ToyProvider {
    OtherToy(String name) {
      super(name);
    }
  }

  private static final class Failing extends ToyProvider {
    private final Supplier<Forecaster> body;

    Failing(String name, Supplier<Forecaster> body) {
      super(name);
      this.body = body;
    }

    @Override
    public Forecaster create(Options options) {
      return body.get();
    }

    @Override
    public FittedForecaster restore(ModelFile file) {
      throw new AssertionError("the body must throw, not give " + body.get());
    }
  }
}
