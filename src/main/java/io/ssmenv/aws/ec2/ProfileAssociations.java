package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;

/** Which profile an instance uses, an association that EC2 knows by an id of its own. */
final class ProfileAssociations {

  private static final Set<String> STANDING = Set.of("associating", "associated");

  private ProfileAssociations() {}

  /** Replaces the profile where there is one, since EC2 refuses a second association. */
  static void use(AwsCall call, String instance, String profile) {
    Optional<String> association = association(call, instance);
    if (association.isPresent()) {
      call.ec2()
          .replaceIamInstanceProfileAssociation(request ->
              request
                  .associationId(association.get())
                  .iamInstanceProfile(one -> one.name(profile)));
    } else {
      call.ec2()
          .associateIamInstanceProfile(
              request -> request.instanceId(instance).iamInstanceProfile(one -> one.name(profile)));
    }
  }

  private static Optional<String> association(AwsCall call, String instance) {
    return call
        .ec2()
        .describeIamInstanceProfileAssociations(
            request -> request.filters(Tagging.filter("instance-id", instance)))
        .iamInstanceProfileAssociations()
        .stream()
        .filter(one -> STANDING.contains(States.word(one.stateAsString())))
        .map(IamInstanceProfileAssociation::associationId)
        .findFirst();
  }
}
