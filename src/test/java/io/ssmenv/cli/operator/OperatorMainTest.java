package io.ssmenv.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.command.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return OperatorMain.commandLine(arguments)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void theCommandsAreOperatorAndIamPoliciesAndHelp() {
    assertThat(OperatorMain.commandLine().getSubcommands())
        .containsOnlyKeys("operator", "iam-policies", "help");
  }

  @Test
  void helpFitsATerminalOf80Columns() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .startsWith("Usage: ssmenv ")
        .contains("operator", "iam-policies")
        .doesNotContain("simulate", "demo");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theVersionIncludesTheCommit() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString())
        .matches("ssmenv \\S+ \\((commit [0-9a-f]{12}|unknown commit).*\\)\\R");
  }

  @Test
  void developmentCommandsAreAUsageError() {
    assertThat(execute("simulate")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("Unmatched argument");
  }

  @Test
  void anAccountIdThatIsNoneIsAUsageError() {
    assertThat(execute("operator", "--account-id", "11112222333")).isEqualTo(Program.FAILURE);
    assertThat(err.toString())
        .contains("--account-id must be the id of an AWS account, which has 12 digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Frankfurt", "eu-west-1a", "eu-west-1,eu-central-1", ""})
  void aRegionThatIsNoneIsAUsageError(String region) {
    assertThat(execute("operator", "--region", region)).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--region must be the code of one AWS region");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "a*b", "*a", "a**", " team", "team "})
  void aTagKeyThatCannotBeDeniedIsAUsageError(String key) {
    assertThat(execute("operator", "--deny-tag-key", key)).isEqualTo(Program.FAILURE);
    assertThat(err.toString())
        .contains("--deny-tag-key must be a key, or the beginning of keys followed by one *")
        .contains("but is '" + key + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "--allow-managed-policy, foo, the ARN of an IAM policy",
    "--require-permissions-boundary, arn:aws:iam::1:policy/x, the ARN of an IAM policy",
    "--namespace, Foo_, the name of a namespace",
    "--leader-election-namespace, a.b, the name of a namespace"
  })
  void aValueOfTheWrongFormIsAUsageErrorThatNamesTheOption(
      String option, String value, String form) {
    assertThat(execute("operator", option, value)).isEqualTo(Program.FAILURE);
    assertThat(err.toString())
        .startsWith("ssmenv operator: " + option + " must be " + form)
        .contains(", but is '" + value + "'");
  }

  @Test
  void aKubeconfigThatDoesNotExistIsNamedAsByPlan() {
    assertThat(
            Program.of(new OperatorCommand(Map.of("KUBECONFIG", "/nowhere/config")))
                .setErr(new PrintWriter(err))
                .execute())
        .isEqualTo(Program.FAILURE);
    assertThat(err.toString())
        .isEqualTo(
            "operator: KUBECONFIG is /nowhere/config, but there is no such file. Correct or unset it\n");
  }

  @Test
  void anEmptyClusterIdIsAUsageError() {
    for (String id : new String[] {"", " ", "arn:aws:eks:one", "a/b", "a".repeat(101)}) {
      assertThat(execute("operator", "--cluster-id", id)).as(id).isEqualTo(Program.FAILURE);
      assertThat(err.toString()).contains("--cluster-id must have 1 to 100 letters");
    }
  }

  @Test
  void aFailureIsOneLineWithTheCommand(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(execute("iam-policies", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("ssmenv iam-policies: ").hasLineCount(1);
  }
}
