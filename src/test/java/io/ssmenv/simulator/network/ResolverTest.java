package io.ssmenv.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.network.DnsAnswer.NoAnswer;
import io.ssmenv.simulator.network.DnsAnswer.PrivateAddress;
import io.ssmenv.simulator.network.DnsAnswer.PublicAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cached answers of a resolver while the VPC's answer changes. */
class ResolverTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DnsAnswer PUBLIC = new PublicAddress();
  private static final DnsAnswer PRIVATE = new PrivateAddress("vpce-1", Set.of("subnet-1"));
  private static final DnsAnswer NONE = new NoAnswer("vpc-1 has enableDnsSupport disabled");

  private Resolver resolver = Resolver.empty();

  private DnsAnswer at(int second, DnsAnswer truth) {
    resolver =
        resolver.refreshed(
            START.plusSeconds(second),
            List.of("ssm"),
            _ -> truth,
            (_, asked) -> Duration.ofSeconds(30 + asked));
    return resolver.answer("ssm");
  }

  @Test
  void aNewResolverReturnsTheActualAnswer() {
    assertThat(at(0, PRIVATE)).isEqualTo(PRIVATE);
    assertThat(resolver.next()).isEmpty();
  }

  @Test
  void anOutdatedAnswerIsUsedUntilItExpires() {
    at(0, PUBLIC);

    assertThat(at(10, PRIVATE)).isEqualTo(PUBLIC);
    assertThat(resolver.next()).hasValue(START.plusSeconds(40));
    assertThat(at(39, PRIVATE)).isEqualTo(PUBLIC);
    assertThat(at(40, PRIVATE)).isEqualTo(PRIVATE);
    assertThat(resolver.next()).isEmpty();
    assertThat(at(50, PUBLIC)).isEqualTo(PRIVATE);
    assertThat(resolver.next()).hasValue(START.plusSeconds(50 + 31));
  }

  @Test
  void anIntermediateAnswerIsNeverReturned() {
    at(0, PUBLIC);
    at(10, PRIVATE);

    assertThat(at(20, PUBLIC)).isEqualTo(PUBLIC);
    assertThat(at(40, PUBLIC)).isEqualTo(PUBLIC);
    assertThat(resolver.next()).isEmpty();
  }

  @Test
  void otherAddressesOfTheSameEndpointAreAnotherAnswer() {
    at(0, PRIVATE);

    assertThat(at(10, new PrivateAddress("vpce-1", Set.of("subnet-2")))).isEqualTo(PRIVATE);
    assertThat(resolver.next()).isPresent();
  }

  @Test
  void anAnswerIsCachedWithoutDnsSupportAndNegativeAnswersAreNotCached() {
    at(0, PUBLIC);

    assertThat(at(10, NONE)).isEqualTo(PUBLIC);
    assertThat(at(40, NONE)).isEqualTo(NONE);
    assertThat(at(41, PUBLIC)).isEqualTo(PUBLIC);
  }
}
