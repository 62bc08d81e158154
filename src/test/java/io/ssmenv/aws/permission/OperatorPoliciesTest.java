package io.ssmenv.aws.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares {@code deploy/iam} with the code. With {@code -Diam=write} it writes the files first.
 */
class OperatorPoliciesTest {

  private static final Path FOLDER = Path.of("deploy", "iam");
  private static final String REGENERATE = "./mvnw test -Dtest=OperatorPoliciesTest -Diam=write";

  /** AWS allows these actions without a permission. */
  private static final Set<String> WITHOUT_PERMISSION = Set.of("sts:GetCallerIdentity");

  /** Only the command explain reads a console, with the credentials of its caller. */
  private static final Set<String> OF_A_PERSON = Set.of("ec2:GetConsoleOutput");

  /** Actions that AWS requires in addition, with the called action that requires each. */
  private static final Map<String, String> DEPENDENT =
      Map.of(
          "iam:PassRole", "iam:AddRoleToInstanceProfile",
          "route53:AssociateVPCWithHostedZone", "ec2:CreateVpcEndpoint");

  static Stream<Policy> plain() {
    return OperatorPolicies.of(PolicyOptions.defaults()).stream();
  }

  static Stream<Policy> variants() {
    String arn = "arn:aws-us-gov:iam::111122223333:policy/" + "p".repeat(64);
    return Stream.concat(
        plain(),
        OperatorPolicies.of(
            new PolicyOptions(
                "aws-us-gov", List.of(arn + "1", arn + "2", arn + "3"), Optional.of(arn)))
            .stream());
  }

  @ParameterizedTest
  @MethodSource("plain")
  void theFileInDeployMatchesTheCode(Policy policy) throws IOException {
    Path file = FOLDER.resolve(policy.name() + ".json");
    if ("write".equals(System.getProperty("iam"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, policy.json());
    }
    assertThat(file)
        .as("generated from the code; to write it again: %s", REGENERATE)
        .hasContent(policy.json());
  }

  @Test
  void exactlyTheCalledActionsAreAllowed() {
    Set<String> called = new TreeSet<>(CalledActions.all());
    assertThat(called).containsAll(WITHOUT_PERMISSION);
    called.removeAll(WITHOUT_PERMISSION);
    assertThat(called.removeAll(OF_A_PERSON)).isTrue();
    DEPENDENT.forEach((dependent, caller) -> {
      assertThat(called).contains(caller);
      called.add(dependent);
    });
    assertThat(allowed(plain())).isEqualTo(called);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aPolicyIsNotLongerThanIamAllows(Policy policy) {
    assertThat(policy.length()).isLessThanOrEqualTo(Policy.LONGEST);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void statementIdsAreUniqueAndNoActionHasAWildcard(Policy policy) {
    assertThat(policy.statements())
        .extracting(Statement::sid)
        .doesNotHaveDuplicates()
        .allMatch(sid -> sid.matches("[A-Za-z0-9]+"));
    assertThat(allowed(Stream.of(policy)))
        .allMatch(action -> action.matches("[a-z0-9]+:[A-Za-z0-9]+"));
  }

  @Test
  void onlyAPolicyOfItsOwnAllowsToTakeOverTheResourcesOfANamedCluster() {
    assertThat(plain()).extracting(Policy::name).doesNotContain("ssmenv-adopt");
    Policy adopt =
        OperatorPolicies.of(
                new PolicyOptions("aws", List.of(), Optional.empty(), List.of("lost", "gone")))
            .getLast();
    assertThat(adopt.name()).isEqualTo("ssmenv-adopt");
    assertThat(adopt.statements())
        .allSatisfy(statement ->
            assertThat(statement.conditions().get("StringEquals"))
                .containsEntry("aws:ResourceTag/ssmenv.io/cluster", List.of("lost", "gone"))
                .containsEntry(
                    "aws:RequestTag/ssmenv.io/cluster",
                    List.of("${aws:PrincipalTag/ssmenv-cluster}")));
  }

  @Test
  void aRequiredBoundaryIsAConditionOfRoleChanges() {
    String boundary = "arn:aws:iam::111122223333:policy/boundary";
    List<Statement> statements =
        OperatorPolicies.of(new PolicyOptions("aws", List.of(), Optional.of(boundary))).stream()
            .flatMap(policy -> policy.statements().stream())
            .toList();
    assertThat(statements)
        .filteredOn(statement ->
            statement.actions().stream()
                .anyMatch(
                    Set.of(
                            "iam:CreateRole",
                            "iam:PutRolePermissionsBoundary",
                            "iam:AttachRolePolicy")
                        ::contains))
        .hasSize(3)
        .allSatisfy(statement ->
            assertThat(statement.conditions().get("StringEquals"))
                .containsEntry("iam:PermissionsBoundary", List.of(boundary)));
    assertThat(statements)
        .noneMatch(statement -> statement.actions().contains("iam:DeleteRolePermissionsBoundary"));
  }

  private static Set<String> allowed(Stream<Policy> policies) {
    return policies
        .flatMap(policy -> policy.statements().stream())
        .flatMap(statement -> statement.actions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
