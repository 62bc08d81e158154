package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.InstanceProfileSource.ProfileView;
import io.ssmenv.simulator.core.Params;
import java.util.Optional;

/**
 * Finds the instance profile of a call. EC2 knows a new profile, or its new role, only after some
 * seconds; until then the call fails as if the profile did not exist [C].
 */
final class InstanceProfileLookup {
  private InstanceProfileLookup() {}

  /** Returns the profile in the call's parameter {@code IamInstanceProfile}, if it is present. */
  static Optional<ProfileView> find(Ec2Context ec2, Call call) {
    return call.params().struct("IamInstanceProfile").map(profile -> find(ec2, call, profile));
  }

  private static ProfileView find(Ec2Context ec2, Call call, Params profile) {
    Optional<String> name = profile.text("Name");
    Optional<String> arn = profile.text("Arn");
    if (name.isPresent() == arn.isPresent()) {
      throw ApiErrors.combination("Specify either the name or the ARN of an instance profile");
    }
    String given = name.or(() -> arn).orElseThrow();
    return ec2.profiles()
        .find(call.accountId(), given)
        .filter(view -> name.isPresent() ? view.name().equals(given) : view.arn().equals(given))
        .filter(view -> isKnown(ec2, call, view))
        .orElseThrow(() -> unknown(name, given));
  }

  private static boolean isKnown(Ec2Context ec2, Call call, ProfileView view) {
    return !view.createdAt()
        .plus(StateDuration.PROFILE_KNOWN.of(view.id(), ec2.simulation().random()))
        .isAfter(call.now());
  }

  private static AwsError unknown(Optional<String> name, String given) {
    return ErrorWords.error(
        "instance-profile-unknown",
        given,
        name.isPresent() ? "name" : "arn",
        name.isPresent() ? "name" : "ARN");
  }
}
