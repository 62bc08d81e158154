package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Role;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Listings of IAM that several regions make at the same time. */
class GlobalListingsTest {

  private static final TagScope SCOPE = TagScope.ofCluster("lab");

  private final Clients clients =
      ClientFactory.of(URI.create("http://127.0.0.1:1"), "AKIA", "secret").clients("eu-west-1");
  private final List<TagScope> reads = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private String accessKeyId = "AKIAONE";
  private final GlobalListings listings =
      new GlobalListings(() -> AwsBasicCredentials.create(accessKeyId, "secret"), () -> now);
  private final Listing one = listings.shared(listing(() -> Stream.of()));
  private final Listing other = listings.shared(listing(() -> Stream.of()));

  private interface Answer {
    Stream<ListedResource> get();
  }

  private Listing listing(Answer answer) {
    return new SdkListing<ListedResource>(
        "GetAccountAuthorizationDetails",
        Role.class,
        Set.of(),
        (_, scope) -> {
          reads.add(scope);
          return answer.get();
        },
        (_, _) -> List.of(),
        item -> item);
  }

  @Test
  void whatARegionHasJustListedIsNotListedForAnother() {
    Instant began = now;
    one.list(clients, SCOPE);
    now = now.plusMillis(400);

    assertThat(other.list(clients, SCOPE).sharedSince())
        .as("what was written meanwhile is not in it")
        .isEqualTo(Optional.of(began));
    assertThat(reads).hasSize(1);
  }

  @Test
  void aLaterLookListsAgain() {
    one.list(clients, SCOPE);
    now = now.plusSeconds(2);
    one.list(clients, SCOPE);

    assertThat(reads).hasSize(2);
  }

  @Test
  void otherCredentialsAndOtherEnvironmentsAreAnotherQuestion() {
    one.list(clients, SCOPE);
    one.list(clients, TagScope.ofEnvironments(Set.of("some")));
    accessKeyId = "AKIATWO";
    other.list(clients, SCOPE);

    assertThat(reads).hasSize(3);
  }

  @Test
  void aFailureIsThatOfAllWhoAskedAndTheNextLookAsksAgain() {
    Listing failing =
        listings.shared(
            listing(() -> {
              throw new IllegalStateException("no answer");
            }));

    assertThatThrownBy(() -> failing.list(clients, SCOPE)).hasMessage("no answer");
    assertThatThrownBy(() -> one.list(clients, SCOPE)).hasMessage("no answer");
    now = now.plusSeconds(2);
    assertThat(one.list(clients, SCOPE).resources()).isEmpty();
  }

  @Test
  void whoAsksMeanwhileWaitsForTheSameAnswer() throws Exception {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Listing slow =
        listings.shared(
            listing(() -> {
              begun.complete(null);
              answered.join();
              return Stream.of();
            }));
    CompletableFuture<Listed> first =
        CompletableFuture.supplyAsync(() -> slow.list(clients, SCOPE));
    begun.get();
    now = now.plusSeconds(30);
    CompletableFuture<Listed> second = new CompletableFuture<>();
    Thread asking = Thread.startVirtualThread(() -> second.complete(other.list(clients, SCOPE)));
    await().until(() -> asking.getState() == Thread.State.WAITING);
    answered.complete(null);

    assertThat(second.get().sharedSince()).isEqualTo(first.get().sharedSince());
    assertThat(reads).hasSize(1);
  }
}
