package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The listings of a service that is the same in all regions: one that several regions make at the
 * same time, as in their polls, is made once for all of them.
 */
public final class GlobalListings {

  /** Less than the pause between two looks of a region, which is to see something new. */
  private static final Duration SAME_TIME = Duration.ofSeconds(1);

  /**
   * @param accessKeyId other credentials may be those of another account
   */
  private record Question(String accessKeyId, String action, TagScope scope) {}

  /**
   * @param answer returns what was listed, or throws what the listing has thrown
   */
  private record Asked(Instant since, CompletableFuture<Supplier<Listed>> answer) {
    boolean isCurrent(Instant now) {
      return !answer.isDone() || now.isBefore(since.plus(SAME_TIME));
    }
  }

  private final AwsCredentialsProvider credentials;
  private final InstantSource clock;
  private final Map<Question, Asked> questions = new ConcurrentHashMap<>();

  /**
   * @param credentials sign the calls of the listings
   */
  public GlobalListings(AwsCredentialsProvider credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** The listing of one region. */
  public Listing shared(Listing listing) {
    return new Shared(listing);
  }

  private Listed list(Listing listing, Clients clients, TagScope scope) {
    Instant now = clock.instant();
    questions.values().removeIf(asked -> !asked.isCurrent(now));
    Question question =
        new Question(credentials.resolveCredentials().accessKeyId(), listing.action(), scope);
    AtomicBoolean mine = new AtomicBoolean();
    Asked asked =
        questions.compute(
            question,
            (_, before) -> {
              boolean current = before != null && before.isCurrent(now);
              mine.set(!current);
              return current ? before : new Asked(now, new CompletableFuture<>());
            });
    if (mine.get()) {
      asked.answer().complete(answer(() -> listing.list(clients, scope)));
    }
    return asked.answer().join().get().sharedSince(asked.since());
  }

  /** The others wait for the answer, after an Error too. */
  private static Supplier<Listed> answer(Supplier<Listed> call) {
    try {
      Listed listed = call.get();
      return () -> listed;
    } catch (RuntimeException | Error e) {
      return () -> {
        throw e;
      };
    }
  }

  private final class Shared implements Listing {

    private final Listing listing;

    Shared(Listing listing) {
      this.listing = listing;
    }

    @Override
    public String action() {
      return listing.action();
    }

    @Override
    public Class<? extends Resource> primaryType() {
      return listing.primaryType();
    }

    @Override
    public Set<Class<? extends Resource>> types() {
      return listing.types();
    }

    @Override
    public Listed list(Clients clients, TagScope scope) {
      return GlobalListings.this.list(listing, clients, scope);
    }

    @Override
    public boolean canListSome() {
      return listing.canListSome();
    }

    @Override
    public Optional<ListedResource> find(Clients clients, String id) {
      return listing.find(clients, id);
    }

    @Override
    public ReadLag readLag() {
      return listing.readLag();
    }
  }
}
