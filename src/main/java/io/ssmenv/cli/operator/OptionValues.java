package io.ssmenv.cli.operator;

import io.ssmenv.api.v1alpha1.RoleSpec;
import io.ssmenv.topology.ImmutableCopy;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks the values of options before a command begins: a wrong one would be refused much later, or
 * never match anything.
 */
final class OptionValues {

  /** As in the CRD. */
  private static final Pattern POLICY_ARN = Pattern.compile(RoleSpec.ARN);

  /** The name of a namespace. [D] */
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** As in the CRD. */
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final CommandSpec command;

  /**
   * @param command whose options they are
   */
  OptionValues(CommandSpec command) {
    this.command = command;
  }

  /**
   * Checks ARNs of IAM policies.
   *
   * @throws ParameterException that names the option, the value and the expected form
   */
  void requirePolicyArns(String option, Collection<String> values) {
    require(
        option,
        values,
        POLICY_ARN,
        "the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/boundary");
  }

  /**
   * Checks names of namespaces.
   *
   * @throws ParameterException that names the option, the value and the expected form
   */
  void requireNamespaces(String option, Collection<String> values) {
    require(
        option,
        values,
        DNS_LABEL,
        "the name of a namespace: at most 63 lower-case letters, digits and -, such as team-a");
  }

  /**
   * Checks codes of regions.
   *
   * @throws ParameterException that names the option, the value and the expected form
   */
  void requireRegions(String option, Collection<String> values) {
    require(option, values, REGION, "the code of one AWS region, such as eu-west-1");
  }

  /**
   * Checks ids of accounts.
   *
   * @throws ParameterException that names the option and the value
   */
  void requireAccounts(String option, Collection<String> values) {
    require(option, values, ACCOUNT, "the id of an AWS account, which has 12 digits");
  }

  private void require(
      String option, Collection<String> values, Pattern expected, String expectedForm) {
    Optional<String> wrong =
        values.stream().filter(value -> !expected.matcher(value).matches()).findFirst();
    wrong.ifPresent(value -> {
      throw new ParameterException(
          command.commandLine(),
          "%s must be %s, but is '%s'".formatted(option, expectedForm, value));
    });
  }

  /** The same for an option with one value. */
  <T> Optional<T> one(String option, Optional<String> value, Function<String, T> meaning) {
    return all(option, value.stream().toList(), meaning).stream().findFirst();
  }

  /** Returns what the values of an option mean; one that means nothing is a wrong option. */
  <T> Set<T> all(String option, Collection<String> values, Function<String, T> meaning) {
    try {
      return values.stream().map(meaning).collect(ImmutableCopy.toSet());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + " " + e.getMessage(), e);
    }
  }
}
