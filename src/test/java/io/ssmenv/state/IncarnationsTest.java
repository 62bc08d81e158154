package io.ssmenv.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.IncarnationStatus;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Tombstone;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as the end of a resource. */
class IncarnationsTest {

  private static final Address ADDRESS = new Address(Key.of("address", "app-0"), Tags.NONE);
  private static final Key KEY = ADDRESS.key();
  private static final String RECORDED = "resources: [{key: address/app-0, id: eipalloc-1}]";
  private static final String ONCE = "incarnations: [{key: address/app-0, ended: 1}]";

  private Map<Key, Observed> present = Map.of();
  private Map<Key, Tombstone> tombstones = Map.of();
  private Map<Key, String> missing = Map.of();
  private Map<Class<? extends Resource>, Unlisted> unlisted = Map.of();
  private Map<Key, Integer> refused = Map.of();

  @Test
  void aRecordedResourceThatIsProvenAbsentHasEnded() {
    assertThat(ended(RECORDED)).isEqualTo(1);
    assertThat(ended(RECORDED + "\n" + ONCE)).isEqualTo(2);
  }

  @Test
  void anEndIsCountedOnce() {
    assertThat(ended(ONCE)).isEqualTo(1);
  }

  @Test
  void aReplacedResourceHasEnded() {
    present = Map.of(KEY, address("eipalloc-2"));

    assertThat(ended(RECORDED)).isEqualTo(1);
  }

  @Test
  void aResourceThatExistsHasNotEnded() {
    present = Map.of(KEY, address("eipalloc-1"));

    assertThat(ended(RECORDED)).isZero();
  }

  @Test
  void aResourceWhoseAbsenceIsNotProvenHasNotEnded() {
    missing = Map.of(KEY, "reading it by its id");
    assertThat(ended(RECORDED)).isZero();

    missing = Map.of();
    unlisted = Map.of(Address.class, new Unlisted(Unlisted.Cause.FAILED, "no"));
    assertThat(ended(RECORDED)).isZero();
  }

  @Test
  void aDeadResourceHasEndedAlthoughItsTypeIsNotListed() {
    unlisted = Map.of(Address.class, new Unlisted(Unlisted.Cause.FAILED, "no"));
    tombstones = Map.of(KEY, new Tombstone("eipalloc-1", "terminated"));

    assertThat(ended(RECORDED)).isEqualTo(1);
  }

  @Test
  void aRefusedTokenIsCountedOnceHoweverOftenItIsRemembered() {
    refused = Map.of(KEY, 0);
    assertThat(ended("{}")).isEqualTo(1);
    assertThat(ended(ONCE)).isEqualTo(1);

    refused = Map.of(KEY, 1);
    assertThat(ended(ONCE)).isEqualTo(2);
  }

  @Test
  void twoReplicasWithTheSameStatusHaveTheSameNumber() {
    present = Map.of(KEY, address("eipalloc-2"));
    int before = ended(RECORDED + "\n" + ONCE);
    tombstones = Map.of(KEY, new Tombstone("eipalloc-1", "terminated"));

    assertThat(ended(RECORDED + "\n" + ONCE)).isEqualTo(before);
  }

  @Test
  void aNumberIsKeptWhileTheKeyIsWantedOrThereOrAwsShowsADeadResource() {
    assertThat(recorded(Optional.empty()))
        .isEqualTo(List.of(new IncarnationStatus("address/app-0", 1)));
    Topology.Builder wanted = Topology.builder();
    wanted.add(ADDRESS);
    assertThat(recorded(Optional.of(wanted.build()))).hasSize(1);
    assertThat(recorded(Optional.of(Topology.EMPTY))).isEmpty();

    tombstones = Map.of(KEY, new Tombstone("eipalloc-1", "terminated"));
    assertThat(recorded(Optional.of(Topology.EMPTY))).hasSize(1);

    tombstones = Map.of();
    present = Map.of(KEY, address("eipalloc-1"));
    assertThat(recorded(Optional.of(Topology.EMPTY))).hasSize(1);
  }

  @Test
  void anEditedStatusIsReadLeniently() {
    assertThat(
            Incarnations.read(
                    status("incarnations: [{key: '', ended: 3}, {key: address/app-0, ended: -1}]"))
                .byKey())
        .isEmpty();
  }

  private List<IncarnationStatus> recorded(Optional<Topology> desired) {
    EnvironmentStatus before = status(ONCE);
    return Incarnations.update(before, observation(), refused)
        .status(desired, KnownResources.list(before.resources(), observation()));
  }

  private int ended(String statusYaml) {
    return Incarnations.update(status(statusYaml), observation(), refused)
        .byKey()
        .getOrDefault(KEY, 0);
  }

  private Observation observation() {
    return new Observation(
        "1", present, List.of(), tombstones, missing, unlisted, new Pings.Known(Map.of()));
  }

  private static Observed address(String id) {
    return new Observed(ADDRESS, id, Observed.State.READY, "allocated");
  }

  private static EnvironmentStatus status(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentStatus.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
