package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private record Part(String id, Optional<String> owner) implements StoredResource {
    static Part of(String id, String owner) {
      return new Part(id, Optional.of(owner));
    }
  }

  private final ResourceStore<Part> store =
      new ResourceStore<>(Simulation.of(Simulations.options()), ReadLag.DEFAULT);
  private final Index<Part> byOwner = store.index(Part::owner);

  @Test
  void findsResourcesOfAnOwnerInTheOrderOfCreation() {
    store.add(Part.of("b", "one"), NOW);
    store.addWithoutLag(Part.of("a", "one"));
    store.addPart(Part.of("c", "two"), NOW);
    store.add(new Part("d", Optional.empty()), NOW);

    assertThat(byOwner.of("one")).extracting(Part::id).containsExactly("b", "a");
    assertThat(byOwner.of("two")).extracting(Part::id).containsExactly("c");
    assertThat(byOwner.count("one")).isEqualTo(2);
    assertThat(byOwner.of("three")).isEmpty();
    assertThat(byOwner.count("three")).isZero();
  }

  @Test
  void followsAResourceToItsNextOwner() {
    store.add(Part.of("a", "one"), NOW);
    store.update("a", NOW, _ -> Part.of("a", "two"));

    assertThat(byOwner.of("one")).isEmpty();
    assertThat(byOwner.of("two")).containsExactly(Part.of("a", "two"));

    store.updateWithoutLag("a", _ -> new Part("a", Optional.empty()));
    assertThat(byOwner.count("two")).isZero();
  }

  @Test
  void doesNotFindRemovedResourcesThatReadsStillShow() {
    store.addWithoutLag(Part.of("a", "one"));
    store.remove("a", NOW);

    assertThat(byOwner.of("one")).isEmpty();
    assertThat(byOwner.count("one")).isZero();
  }

  @Test
  void foundResourcesMayBeRemovedDuringTheIteration() {
    store.add(Part.of("a", "one"), NOW);
    store.add(Part.of("b", "one"), NOW);

    byOwner.of("one").forEach(part -> store.remove(part.id(), NOW));

    assertThat(byOwner.count("one")).isZero();
  }

  @Test
  void aReusedNameRemainsWhenTheOldResourceDisappears() {
    store.addWithoutLag(Part.of("name", "one"));
    store.remove("name", NOW);
    store.addWithoutLag(Part.of("name", "two"));

    Instant later = NOW.plus(Duration.ofMinutes(1));
    assertThat(store.read("name", later)).contains(Part.of("name", "two"));
    assertThat(store.list(later)).containsExactly(Part.of("name", "two"));
    assertThat(byOwner.of("two")).hasSize(1);
  }
}
