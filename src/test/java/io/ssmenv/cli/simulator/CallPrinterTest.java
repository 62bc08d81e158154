package io.ssmenv.cli.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.CallRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The calls as {@code ssmenv simulate} prints them. */
class CallPrinterTest {
  private static final Instant START = Instant.parse("2026-11-23T14:38:07Z");
  private static final String ID = "0a1b2c3d4e5f60718";

  private final StringWriter out = new StringWriter();
  private final CallPrinter printer = printer(false);

  private CallPrinter printer(boolean everyRead) {
    return new CallPrinter(new PrintWriter(out), ZoneOffset.UTC, everyRead);
  }

  private static CallRecord call(
      long second, String region, String call, String subject, String outcome, String remark) {
    String[] parts = call.split("\\.", 2);
    boolean mutating = !parts[1].startsWith("Describe") && !parts[1].startsWith("Get");
    return new CallRecord(
        START.plusSeconds(second),
        parts[0],
        parts[1],
        "parameters",
        "111122223333",
        "AKIDTEST",
        region,
        mutating,
        outcome,
        subject,
        remark);
  }

  private static CallRecord write(String call, String subject, String outcome) {
    return call(0, "eu-west-1", call, subject, outcome, "");
  }

  private static CallRecord read(long second, String call) {
    return call(second, "eu-west-1", call, "", CallRecord.OK, "");
  }

  private List<String> printed() {
    return out.toString().lines().toList();
  }

  @Test
  void aWriteIsOneAlignedLineBelowTheHeader() {
    printer.accept(write("ec2.CreateVpc", "vpc-" + ID, "OK"));
    printer.accept(write("ec2.AllocateAddress", "eipalloc-" + ID, "OK"));
    printer.accept(call(1, "aws-global", "iam.CreateRole", "reader", "OK", ""));
    printer.accept(call(2, "eu-west-1", "ec2.CreateVpc", "vpc-" + ID, "OK", "answer lost"));
    assertThat(out)
        .hasToString(
            """
            TIME     ACCOUNT      REGION    CALL                       SUBJECT                    OUTCOME
            14:38:07 111122223333 eu-west-1 ec2.CreateVpc              vpc-0a1b2c3d4e5f60718      ok
            14:38:07 111122223333 eu-west-1 ec2.AllocateAddress        eipalloc-0a1b2c3d4e5f60718 ok
            14:38:08 111122223333 global    iam.CreateRole             reader                     ok
            14:38:09 111122223333 eu-west-1 ec2.CreateVpc              vpc-0a1b2c3d4e5f60718     ok, answer lost
            """);
    assertThat(printed()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aLongOutcomeMovesToTheLeftAndIsNotCutOff() {
    printer.accept(write("ec2.DeleteSubnet", "subnet-" + ID, "DependencyViolation"));
    printer.accept(write("ec2.RunInstances", "", "InsufficientInstanceCapacity"));
    printer.accept(write("ec2.AuthorizeSecurityGroupIngress", "sg-" + ID, "OK"));
    printer.accept(
        write("ec2.ReplaceIamInstanceProfileAssociation", "iip-assoc-" + ID, "IncorrectState"));
    printer.accept(
        call(0, "ap-southeast-2", "ec2.DeleteVpc", "vpc-" + ID, "RequestLimitExceeded", ""));
    assertThat(out.toString())
        .endsWith(
            """
            14:38:07 111122223333 eu-west-1 ec2.DeleteSubnet        subnet-0a1b2c3d4e5f60718 DependencyViolation
            14:38:07 111122223333 eu-west-1 ec2.RunInstances                        InsufficientInstanceCapacity
            14:38:07 111122223333 eu-west-1 ec2.AuthorizeSecurityGroupIngress sg-0a1b2c3d4e5f60718 ok
            14:38:07 111122223333 eu-west-1 ec2.ReplaceIamInstanceProfileAssociation iip-assoc-0a1b2c3d4e5f60718 IncorrectState
            14:38:07 111122223333 ap-southeast-2 ec2.DeleteVpc        vpc-0a1b2c3d4e5f60718 RequestLimitExceeded
            """);
  }

  @Test
  void successfulReadsAreSummarizedEveryTenSeconds() {
    for (int second = 0; second < 10; second++) {
      printer.accept(read(second, "ec2.DescribeVpcs"));
    }
    printer.accept(read(9, "sts.GetCallerIdentity"));
    assertThat(printed()).hasSize(1);
    printer.accept(read(10, "ec2.DescribeVpcs"));
    assertThat(printed().subList(1, printed().size()))
        .containsExactly("14:38:16 111122223333 eu-west-1 11 reads in 9 s: ec2 10, sts 1");
    printer.close();
    assertThat(printed().getLast())
        .isEqualTo("14:38:17 111122223333 eu-west-1 1 reads in 1 s: ec2 1");
  }

  @Test
  void aReadWithAnErrorOrAFaultHasItsOwnLine() {
    printer.accept(call(0, "eu-west-1", "ec2.DescribeVpcs", "", "RequestLimitExceeded", ""));
    printer.accept(call(0, "eu-west-1", "ec2.DescribeSubnets", "", "OK", "answer slow"));
    assertThat(printed()).hasSize(3);
    assertThat(printed().get(1)).endsWith("RequestLimitExceeded");
    assertThat(printed().get(2)).endsWith("ok, answer slow");
  }

  @Test
  void verbosePrintsALineForEachRead() {
    printer(true).accept(read(0, "ec2.DescribeVpcs"));
    assertThat(printed()).hasSize(2);
    assertThat(printed().getLast()).contains("ec2.DescribeVpcs");
  }
}
