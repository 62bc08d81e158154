package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.EgressAnswer;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.topology.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/**
 * The script that asks an instance for the address that the Internet sees of it, and the meaning of
 * its output.
 *
 * <p>That the Internet cannot be reached is proven by a comparison: the same program, with the same
 * options, connects to Systems Manager at the same moment, and to none of the services on the
 * Internet. Proxies and the settings of users are ignored. Any response of a service, an error too,
 * shows that there is a way.
 *
 * <p>The output is the text of whoever controls the instance or an address service: a line that is
 * not exactly as expected makes all of it worthless.
 *
 * @param region the code of the region
 * @param services the URLs of the address services
 */
record EgressScript(String region, List<String> services) {

  /** The services to which an agent is connected. */
  private static final List<String> SYSTEMS_MANAGER = List.of("ssm", "ssmmessages");

  private static final String HEADER = "ssmenv-egress-1";
  private static final Pattern HEADER_LINE = Pattern.compile(HEADER + " (1{0,6})");
  private static final Pattern CONTROL_LINE = Pattern.compile("(\\d{1,3})");
  private static final Pattern SERVICE_LINE = Pattern.compile("(\\d{1,3}) ?(.{0,40})");

  private static final int EXIT_OK = 0;

  /** The shell's, if it finds no program with the name. */
  private static final int EXIT_NO_PROGRAM = 127;

  /** Of curl: the name has no address, no connection, no response in time [D]. */
  private static final Set<Integer> NOT_REACHED = Set.of(6, 7, 28);

  /**
   * Of curl, after somebody has responded: an error of HTTP, of TLS or in a certificate, an empty
   * or a broken response [D].
   */
  private static final Set<Integer> ANSWERED = Set.of(EXIT_OK, 22, 35, 51, 52, 56, 60);

  /**
   * What an output says.
   *
   * @param connects whether the instance has opened new connections to Systems Manager
   */
  record Result(boolean connects, EgressAnswer answer) {
    static Result of(Why why) {
      return new Result(false, new EgressAnswer.Inconclusive(why));
    }
  }

  /** Returns the command for a platform. */
  Command command(Platform platform) {
    return switch (platform) {
      case LINUX -> new Command("AWS-RunShellScript", shell());
      case WINDOWS -> new Command("AWS-RunPowerShellScript", powerShell());
    };
  }

  /** The document of Systems Manager that runs a script, and its lines. */
  record Command(String document, List<String> lines) {}

  /** Only what may be an address is printed: a page of several lines would move the next ones. */
  private List<String> shell() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "echo \"%s ${http_proxy:+1}${https_proxy:+1}${HTTPS_PROXY:+1}${all_proxy:+1}${ALL_PROXY:+1}\""
            .formatted(HEADER));
    for (String url : controls()) {
      lines.add("curl %s -o /dev/null %s".formatted(options(), url));
      lines.add("echo \"$?\"");
    }
    for (String url : harmless()) {
      lines.add("answer=$(curl %s -f %s)".formatted(options(), url));
      lines.add("printf '%s %.40s\\n' \"$?\" \"${answer%%[!0-9.]*}\"");
    }
    return lines;
  }

  /**
   * Windows has curl.exe since Server 2019 [D]; without it, the first exit code and the empty
   * answer stay. The exit code of the last program would be that of the command [D].
   */
  private List<String> powerShell() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "$proxy = @($env:http_proxy, $env:https_proxy, $env:all_proxy | Where-Object { $_ })");
    lines.add("Write-Output (\"%s \" + ('1' * $proxy.Count))".formatted(HEADER));
    lines.add("$global:LASTEXITCODE = %d".formatted(EXIT_NO_PROGRAM));
    for (String url : controls()) {
      lines.add("curl.exe %s -o NUL %s".formatted(options(), url));
      lines.add("Write-Output \"$LASTEXITCODE\"");
    }
    for (String url : harmless()) {
      lines.add("$answer = ''");
      lines.add("$answer = [string](curl.exe %s -f %s)".formatted(options(), url));
      lines.add(
          "Write-Output (\"$LASTEXITCODE \" + $answer.Substring(0, [Math]::Min(40, $answer.Length)))");
    }
    lines.add("exit 0");
    return lines;
  }

  /** The settings of users come first in every call, or not at all: -q has to be the first. */
  private static String options() {
    return "-q -4 -s --noproxy '*' --connect-timeout %d -m %d"
        .formatted(EgressTiming.CONNECT.toSeconds(), EgressTiming.RESPONSE.toSeconds());
  }

  private List<String> controls() {
    String suffix = Region.of(region).metadata().partition().dnsSuffix();
    return SYSTEMS_MANAGER.stream()
        .map(service -> "https://%s.%s.%s/".formatted(service, region, suffix))
        .toList();
  }

  private List<String> harmless() {
    return services.stream().filter(AddressServiceUrl::isHarmless).toList();
  }

  /** Returns what an output of the script says. */
  Result parse(String output) {
    List<String> lines = output.lines().toList();
    int controls = SYSTEMS_MANAGER.size();
    int asked = harmless().size();
    if (asked == 0 || lines.size() < 1 + controls + asked) {
      return Result.of(Why.NOT_UNDERSTOOD);
    }
    Matcher header = HEADER_LINE.matcher(lines.getFirst());
    List<Matcher> told =
        Stream.concat(
                lines.subList(1, 1 + controls).stream().map(CONTROL_LINE::matcher),
                lines.subList(1 + controls, 1 + controls + asked).stream()
                    .map(SERVICE_LINE::matcher))
            .toList();
    return header.matches() && told.stream().allMatch(Matcher::matches)
        ? result(
            !header.group(1).isEmpty(),
            told.subList(0, controls),
            told.subList(controls, told.size()))
        : Result.of(Why.NOT_UNDERSTOOD);
  }

  private static Result result(boolean proxy, List<Matcher> controls, List<Matcher> services) {
    boolean connects = controls.stream().allMatch(line -> exitCode(line) == EXIT_OK);
    List<String> addresses =
        services.stream()
            .filter(line -> exitCode(line) == EXIT_OK)
            .map(line -> line.group(2).strip())
            .filter(AddressServiceUrl::isIpv4)
            .distinct()
            .toList();
    List<String> seen = addresses.stream().filter(AddressServiceUrl::isPublic).toList();
    return new Result(
        connects,
        seen.isEmpty()
            ? withoutAddress(proxy, connects, exitCodes(controls), exitCodes(services), addresses)
            : new EgressAnswer.Seen(seen, proxy));
  }

  private static EgressAnswer withoutAddress(
      boolean proxy,
      boolean connects,
      List<Integer> controls,
      List<Integer> services,
      List<String> privateAddresses) {
    if (controls.contains(EXIT_NO_PROGRAM)) {
      return new EgressAnswer.Inconclusive(Why.NO_CURL);
    }
    if (proxy) {
      return new EgressAnswer.Inconclusive(Why.PROXY);
    }
    if (!connects) {
      return new EgressAnswer.Inconclusive(Why.NO_CONNECTION);
    }
    if (!privateAddresses.isEmpty()) {
      return new EgressAnswer.Inconclusive(Why.NOT_PUBLIC);
    }
    if (services.stream().anyMatch(ANSWERED::contains)) {
      return new EgressAnswer.Inconclusive(Why.NO_ADDRESS);
    }
    return NOT_REACHED.containsAll(services)
        ? new EgressAnswer.Nothing()
        : new EgressAnswer.Inconclusive(Why.NOT_UNDERSTOOD);
  }

  private static List<Integer> exitCodes(List<Matcher> lines) {
    return lines.stream().map(EgressScript::exitCode).toList();
  }

  private static int exitCode(Matcher line) {
    return Integer.parseInt(line.group(1));
  }
}
