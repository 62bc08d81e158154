package io.ssmenv.aws.error;

import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Error codes with several meanings: the action or a part of the message decides. */
final class AmbiguousCodes {

  /** A code with another meaning for an action or message. An empty part matches everything. */
  private record Special(String action, String code, String messagePart, ErrorCategory category) {
    boolean matches(String ofAction, String ofCode, String ofMessage) {
      return (action.isEmpty() || action.equals(ofAction))
          && (code.isEmpty() || code.equals(ofCode))
          && ofMessage.contains(messagePart);
    }
  }

  private static final List<Special> SPECIALS =
      List.of(
          // The address of a NAT gateway, while it is deleted and for some time after.
          new Special("ReleaseAddress", "AuthFailure", "", ErrorCategory.CONFLICT),
          new Special("DisassociateAddress", "AuthFailure", "", ErrorCategory.CONFLICT),
          // EC2 knows a new profile after about ten seconds.
          new Special("", "InvalidParameterValue", "IAM Instance Profile", ErrorCategory.CONFLICT),
          new Special(
              "RunInstances",
              "InvalidParameterValue",
              "iamInstanceProfile",
              ErrorCategory.CONFLICT),
          // The previous endpoint with private DNS is not deleted yet.
          new Special("", "", "conflicting DNS domain", ErrorCategory.CONFLICT),
          // The attributes of the VPC were set a moment ago, and the endpoint service is behind.
          new Special("", "", "requires both enableDnsSupport", ErrorCategory.CONFLICT),
          // ReplaceRoute for a route that does not exist.
          new Special("ReplaceRoute", "InvalidParameterValue", "", ErrorCategory.NOT_FOUND),
          // The policy or the permissions boundary is wrong; the role exists.
          new Special("AttachRolePolicy", "NoSuchEntity", "not attachable", ErrorCategory.INVALID),
          new Special("CreateRole", "NoSuchEntity", "not attachable", ErrorCategory.INVALID),
          new Special(
              "PutRolePermissionsBoundary",
              "NoSuchEntity",
              "not attachable",
              ErrorCategory.INVALID),
          // The image is private now, or was never shared with the account.
          new Special(
              "RunInstances",
              "AuthFailure",
              "Not authorized for images",
              ErrorCategory.IMAGE_UNAVAILABLE),
          // The same code says that a type does not support something else of the request.
          new Special(
              "RunInstances",
              "Unsupported",
              "not supported in your requested Availability Zone",
              ErrorCategory.ZONE_UNSUPPORTED),
          new Special(
              "",
              "InvalidParameter",
              "does not support the availability zone",
              ErrorCategory.ZONE_UNSUPPORTED));

  private AmbiguousCodes() {}

  /** The meaning, if it depends on more than the code. */
  static Optional<ErrorCategory> category(String action, String code, String message) {
    return SPECIALS.stream()
        .filter(special -> special.matches(action, code, message))
        .map(Special::category)
        .findFirst();
  }

  static Set<String> all() {
    return SPECIALS.stream()
        .map(Special::code)
        .filter(code -> !code.isEmpty())
        .collect(ImmutableCopy.toSet());
  }

  /** The parts of messages that decide what a code means. */
  static Set<String> messageParts() {
    return SPECIALS.stream()
        .map(Special::messagePart)
        .filter(part -> !part.isEmpty())
        .collect(ImmutableCopy.toSet());
  }
}
