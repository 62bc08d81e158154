package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules on what is verified. */
enum VerificationRule implements AdmissionRule {
  INTERVAL_IS_A_DURATION(
      "spec.verification.interval",
      "spec.verification.interval must be a duration in hours, minutes and seconds, such as 30m or"
          + " 1h, from 5m to 24h",
      List.of(
          created("verification: {interval: 4m59s}"),
          created("verification: {interval: 24h1s}"),
          created("verification: {interval: hourly}")),
      List.of(
          created("verification: {interval: 5m}"),
          created("verification: {egress: true, interval: 24h}"))),

  SERVICES_ARE_URLS_WITHOUT_ANYTHING_THAT_A_SHELL_EXPANDS(
      "spec.verification.addressServices",
      "spec.verification.addressServices must be URLs of services that return the address of the"
          + " caller as plain text, such as https://checkip.amazonaws.com/, without a query",
      List.of(
          services("checkip.amazonaws.com"),
          services("http://localhost/"),
          services("http://2852039166/"),
          services("http://0xa9fea9fe/"),
          services("http://0251.0376.0251.0376/"),
          services("http://1.65793/"),
          services("http://203.0.113.256/"),
          services("'https://a.example/?q=1'"),
          services("'https://a.example/$(id)'"),
          services("\"https://a.example/'; id; '\""),
          services("'https://user:secret@a.example/'"),
          services("'file:///etc/passwd'"),
          services("\"https://a.example/\\nid\"")),
      List.of(services("http://a.example:8080/my-ip"), services("https://192.0.2.1/"))),

  SERVICES_ARE_ON_THE_INTERNET(
      "spec.verification.addressServices",
      "spec.verification.addressServices must be on the Internet: no private, link-local or"
          + " loopback address, and no name in localhost, local or internal",
      List.of(
          services("http://169.254.169.254/latest/meta-data/local-ipv4"),
          services("http://10.0.0.5/"),
          services("http://172.16.0.1:8080"),
          services("http://172.31.255.1"),
          services("http://192.168.1.1/"),
          services("http://127.0.0.1:9200/"),
          services("http://100.64.0.1/"),
          services("http://100.127.9.9/"),
          services("http://0.0.0.0/"),
          services("http://a.localhost/"),
          services("http://printer.local/"),
          services("http://instance-data.ec2.internal/latest/meta-data/local-ipv4")),
      List.of(
          services("http://172.32.0.1/"),
          services("http://100.128.0.1/"),
          services("http://11.0.0.1/"),
          services("http://10.example.com/"),
          services("https://internal.example/local")));

  private final Terms terms;

  VerificationRule(
      String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }

  private static AdmissionCase services(String first) {
    return created(
        "verification: {addressServices: [%s, https://api.ipify.org/]}".formatted(first));
  }
}
