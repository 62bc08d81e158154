package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;

/** The associations of instances with instance profiles, which have their own ids in EC2. */
final class ProfileAssociations {

  private static final Set<String> STANDING = Set.of("associating", "associated");

  private ProfileAssociations() {}

  /** Replaces an existing association, because EC2 refuses a second one. */
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
