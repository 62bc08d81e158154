package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks instances, with commands of Systems Manager, for the address that the Internet sees of them.
 * It has a pace of its own, which no other work of the operator waits for. No method makes calls.
 */
public interface EgressChecks {

  /**
   * A question to an instance.
   *
   * @param services the URLs of services that return the address of the caller
   * @param answeredAt when the last answer that is known was asked for; empty if there is none
   */
  record Question(
      String instanceId, Platform platform, List<String> services, Optional<Instant> answeredAt) {
    public Question {
      services = List.copyOf(services);
    }
  }

  /**
   * An answer.
   *
   * @param askedAt when the question was sent, by the clock of AWS
   * @param connects whether the instance has opened new connections to Systems Manager for it
   */
  record Answer(Instant askedAt, boolean connects, EgressAnswer value) {}

  /**
   * What is known.
   *
   * @param byInstance the last answers, by instance id
   * @param failure why instances cannot be asked at present; empty if they can
   */
  record Answers(Map<String, Answer> byInstance, Optional<CloudError> failure) {
    public static final Answers NONE = new Answers(Map.of(), Optional.empty());

    public Answers {
      byInstance = ImmutableCopy.of(byInstance);
    }
  }

  /** Nobody is asked. */
  EgressChecks NONE =
      new EgressChecks() {
        @Override
        public void ask(
            Owner owner, String account, Set<String> instances, List<Question> questions) {}

        @Override
        public Answers answers(Owner owner) {
          return Answers.NONE;
        }
      };

  /**
   * Declares which instances of an environment are to be asked now, in the place of those that were
   * declared before. The environment is woken when they have answered.
   *
   * @param account in which the instances are
   * @param instances the ids of all its instances; answers of others are dropped
   */
  void ask(Owner owner, String account, Set<String> instances, List<Question> questions);

  /** Returns the last answers of the instances of an environment to this process. */
  Answers answers(Owner owner);
}
