package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules about the instances, their images and their role. */
enum InstanceRule implements AdmissionRule {
  INSTANCE_NAMES_ARE_LABELS(
      "spec.instances[0].name",
      "the name of an instance group must consist of lower-case letters, digits and hyphens, start"
          + " with a letter and not end with a hyphen, because it becomes part of AWS names",
      List.of(
          created("instances: [{name: App}]"),
          created("instances: [{name: 1st}]"),
          created("instances: [{name: app-}]"),
          created("instances: [{name: a.b}]")),
      List.of(created("instances: [{name: a}, {name: web-1}]"))),

  INSTANCE_TYPES_ARE_EC2_TYPES(
      "spec.instances[0].type",
      "the type of an instance must be an EC2 instance type, such as t3.micro",
      List.of(
          created("instances: [{name: app, type: micro}]"),
          created("instances: [{name: app, type: T3.micro}]")),
      List.of(
          created("instances: [{name: app, type: t4g.nano}]"),
          created("instances: [{name: app, type: u-6tb1.112xlarge}]"))),

  IMAGES_ARE_NAMED_ONCE(
      "spec.instances[0].image",
      "an image must have exactly one of parameter and id",
      List.of(
          created("instances: [{name: app, image: {}}]"),
          created("instances: [{name: app, image: {parameter: /ami, id: ami-01234567}}]")),
      List.of(created("instances: [{name: app, image: {parameter: /ami}}]"))),

  IMAGE_PARAMETERS_ARE_PARAMETER_NAMES(
      "spec.instances[0].image.parameter",
      "the parameter of an image must be the name of an SSM parameter, such as"
          + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
      List.of(
          created("instances: [{name: app, image: {parameter: 'my image'}}]"),
          created("instances: [{name: app, image: {parameter: /images/}}]"),
          created("instances: [{name: app, image: {parameter: ''}}]")),
      List.of(
          created("instances: [{name: app, image: {parameter: /team/images/golden_1.2}}]"),
          created("instances: [{name: app, image: {parameter: golden}}]"))),

  IMAGE_IDS_ARE_AMI_IDS(
      "spec.instances[0].image.id",
      "the id of an image must be an AMI id: ami- and 8 or 17 hexadecimal digits",
      List.of(
          created("instances: [{name: app, image: {id: i-0123456789abcdef0}}]"),
          created("instances: [{name: app, image: {id: ami-0123}}]")),
      List.of(
          created("instances: [{name: app, image: {id: ami-01234567}}]"),
          created("instances: [{name: app, image: {id: ami-0123456789abcdef0}}]"))),

  BOUNDARY_IS_A_POLICY_ARN(
      "spec.role.permissionsBoundary",
      "spec.role.permissionsBoundary must be the ARN of an IAM policy, such as"
          + " arn:aws:iam::111122223333:policy/boundary",
      List.of(
          created("role: {permissionsBoundary: boundary}"),
          created("role: {permissionsBoundary: 'arn:aws:iam::111122223333:role/admin'}")),
      List.of(
          created("role: {permissionsBoundary: 'arn:aws:iam::111122223333:policy/team/boundary'}"),
          created("role: {permissionsBoundary: 'arn:aws-us-gov:iam::aws:policy/PowerUser'}"))),

  MANAGED_POLICIES_ARE_POLICY_ARNS(
      "spec.role.managedPolicies",
      "spec.role.managedPolicies must be ARNs of IAM policies, such as"
          + " arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      List.of(
          created("role: {managedPolicies: [CloudWatchAgentServerPolicy]}"),
          created("role: {managedPolicies: ['arn:aws:iam::aws:role/x']}")),
      List.of(
          created("role: {managedPolicies: []}"),
          created("role: {managedPolicies: ['arn:aws:iam::aws:policy/service-role/X']}"))),

  MANAGED_POLICIES_DO_NOT_REPEAT_OURS(
      "spec.role.managedPolicies",
      "spec.role.managedPolicies must not repeat AmazonSSMManagedInstanceCore: it is always"
          + " attached",
      List.of(
          created(
              "role: {managedPolicies: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore']}")),
      List.of(
          created(
              "role: {managedPolicies: ['arn:aws:iam::aws:policy/AmazonSSMDirectoryService']}")));

  private final Terms terms;

  InstanceRule(String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
