package io.ssmenv.aws.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.ssm.EgressScript.Result;
import io.ssmenv.cloud.EgressAnswer;
import io.ssmenv.cloud.EgressAnswer.Inconclusive;
import io.ssmenv.cloud.EgressAnswer.Nothing;
import io.ssmenv.cloud.EgressAnswer.Seen;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.topology.Platform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator believes of the output of a command. */
class EgressScriptTest {
  private static final List<String> SERVICES =
      List.of("https://checkip.amazonaws.com/", "https://api.ipify.org/");

  private final EgressScript script = new EgressScript("eu-west-1", SERVICES);

  private Result parse(String... lines) {
    return script.parse(String.join("\n", lines) + "\n");
  }

  private EgressAnswer answer(String first, String second) {
    return parse("ssmenv-egress-1 ", "0", "0", first, second).answer();
  }

  @Test
  void anAddressOfAnyServiceCounts() {
    assertThat(answer("28 ", "0 203.0.113.9")).isEqualTo(seen("203.0.113.9"));
    assertThat(answer("0 203.0.113.9", "0 203.0.113.9")).isEqualTo(seen("203.0.113.9"));
    assertThat(answer("0 203.0.113.9", "0 198.51.100.7"))
        .isEqualTo(seen("203.0.113.9", "198.51.100.7"));
    assertThat(answer("22 ", "0 203.0.113.9")).isEqualTo(seen("203.0.113.9"));
  }

  private static Seen seen(String... addresses) {
    return new Seen(List.of(addresses), false);
  }

  @ParameterizedTest
  @CsvSource({"28,28", "7,7", "6,28"})
  void nothingIsBelievedIfTheSameProgramConnectsToSystemsManager(String first, String second) {
    assertThat(answer(first + " ", second + " ")).isEqualTo(new Nothing());
    assertThat(parse("ssmenv-egress-1 ", "28", "0", first + " ", second + " "))
        .isEqualTo(Result.of(Why.NO_CONNECTION));
    assertThat(parse("ssmenv-egress-1 ", "0", "28", first + " ", second + " "))
        .isEqualTo(Result.of(Why.NO_CONNECTION));
  }

  @ParameterizedTest
  @CsvSource({"0", "22", "35", "52", "60"})
  void aServiceThatRespondsWithoutAnAddressShowsThatThereIsAWay(String code) {
    assertThat(answer("28 ", code + " <html>")).isEqualTo(new Inconclusive(Why.NO_ADDRESS));
  }

  @Test
  void withoutCurlOrWithAProxyNothingIsKnown() {
    assertThat(parse("ssmenv-egress-1 ", "127", "127", "127 ", "127 ").answer())
        .isEqualTo(new Inconclusive(Why.NO_CURL));
    assertThat(parse("ssmenv-egress-1 1", "0", "0", "28 ", "28 ").answer())
        .isEqualTo(new Inconclusive(Why.PROXY));
    assertThat(parse("ssmenv-egress-1 11", "0", "0", "0 203.0.113.9", "28 ").answer())
        .isEqualTo(new Seen(List.of("203.0.113.9"), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113",
        "203.0.113.256",
        "203.0.113.9.1",
        "203.0.113.09",
        "203.0.113.9; reboot",
        "2001:db8::1",
        "١.١.١.١",
        "<script>alert(1)</script>",
        "\u001b[31m203.0.113.9"
      })
  void anythingButAnIpv4AddressIsNoAddress(String text) {
    assertThat(answer("0 " + text, "28 ")).isEqualTo(new Inconclusive(Why.NO_ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "127.0.0.1",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255"
      })
  void anAddressThatIsNotPublicIsNoEgress(String address) {
    assertThat(answer("0 " + address, "28 ")).isEqualTo(new Inconclusive(Why.NOT_PUBLIC));
    assertThat(answer("0 " + address, "0 203.0.113.9")).isEqualTo(seen("203.0.113.9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/local-ipv4",
        "http://10.0.0.5/",
        "http://172.31.255.1",
        "http://192.168.1.1:8080/",
        "http://127.0.0.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://127.1/",
        "http://localhost/",
        "http://a.localhost:9200/",
        "http://instance-data.ec2.internal/"
      })
  void noInstanceIsToldToCallAHostThatIsNotOnTheInternet(String url) {
    EgressScript mixed = new EgressScript("eu-west-1", List.of(url, "https://192.0.2.1/ip"));
    for (Platform platform : Platform.values()) {
      assertThat(mixed.command(platform).lines())
          .noneMatch(line -> line.contains(url))
          .anyMatch(line -> line.contains(" https://192.0.2.1/ip"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssmenv-egress-1 ",
        "ssmenv-egress-2 \n0\n0\n0 203.0.113.9\n28 ",
        "hello\nssmenv-egress-1 \n0\n0\n0 203.0.113.9\n28 ",
        "ssmenv-egress-1 \n0\nzero\n0 203.0.113.9\n28 ",
        "ssmenv-egress-1 \n0\n0\n0 203.0.113.9",
        "ssmenv-egress-1 \n0\n0\n-1 203.0.113.9\n28 ",
        "ssmenv-egress-1 1111111\n0\n0\n0 203.0.113.9\n28 "
      })
  void anotherOutputIsNotUnderstood(String output) {
    assertThat(script.parse(output)).isEqualTo(Result.of(Why.NOT_UNDERSTOOD));
  }

  @Test
  void aLongTextIsNotUnderstood() {
    assertThat(answer("0 " + "9".repeat(100), "28 "))
        .isEqualTo(new Inconclusive(Why.NOT_UNDERSTOOD));
  }

  @Test
  void onlyHarmlessUrlsBecomePartOfTheCommand() {
    List<String> hostile =
        List.of(
            "https://a.example/$(reboot)",
            "https://a.example/; reboot",
            "https://a.example/\nreboot",
            "-o/etc/passwd",
            "file:///etc/passwd",
            "https://a.example/?x='y'");
    EgressScript mixed =
        new EgressScript(
            "eu-west-1",
            List.of(
                hostile.get(0),
                hostile.get(1),
                hostile.get(2),
                hostile.get(3),
                hostile.get(4),
                hostile.get(5),
                "https://ip.corp.example:8443/v4"));
    for (Platform platform : Platform.values()) {
      assertThat(mixed.command(platform).lines())
          .noneMatch(line -> line.contains("a.example") || line.contains("passwd"))
          .anyMatch(line -> line.contains(" https://ip.corp.example:8443/v4)"));
    }
    assertThat(new EgressScript("eu-west-1", hostile).parse("ssmenv-egress-1 \n0\n0\n").answer())
        .isEqualTo(new Inconclusive(Why.NOT_UNDERSTOOD));
  }

  /** Of a page of several lines, only what may be an address is printed: no other line moves. */
  @Test
  void eachServiceHasOneLineWhateverItResponds() {
    assertThat(script.command(Platform.LINUX).lines())
        .filteredOn(line -> line.startsWith("printf "))
        .hasSize(SERVICES.size())
        .containsOnly("printf '%s %.40s\\n' \"$?\" \"${answer%%[!0-9.]*}\"");
  }

  /** The exit code of the last program is that of the command: without a way, that of curl. */
  @Test
  void theCommandSucceedsWhateverCurlFinds() {
    assertThat(script.command(Platform.LINUX).lines().getLast()).startsWith("printf ");
    assertThat(script.command(Platform.WINDOWS).lines().getLast()).isEqualTo("exit 0");
  }

  /** PowerShell leaves out a line that calls a method of nothing. */
  @Test
  void withoutCurlWindowsPrintsEachLineToo() {
    assertThat(script.command(Platform.WINDOWS).lines())
        .filteredOn(line -> line.equals("$answer = ''"))
        .hasSize(SERVICES.size());
    assertThat(parse("ssmenv-egress-1 ", "127", "127", "127 ", "127 ").answer())
        .isEqualTo(new Inconclusive(Why.NO_CURL));
  }

  @Test
  void eachPlatformHasItsDocumentAndEachPartitionItsDomain() {
    assertThat(script.command(Platform.LINUX).document()).isEqualTo("AWS-RunShellScript");
    assertThat(script.command(Platform.WINDOWS).document()).isEqualTo("AWS-RunPowerShellScript");
    assertThat(script.command(Platform.LINUX).lines())
        .anyMatch(line -> line.endsWith(" https://ssmmessages.eu-west-1.amazonaws.com/"));
    assertThat(new EgressScript("cn-north-1", SERVICES).command(Platform.LINUX).lines())
        .anyMatch(line -> line.endsWith(" https://ssm.cn-north-1.amazonaws.com.cn/"));
    assertThat(script.command(Platform.WINDOWS).lines())
        .allMatch(line -> !line.contains("/dev/null"))
        .anyMatch(line -> line.startsWith("curl.exe -q "));
  }
}
