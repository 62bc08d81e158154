package io.ssmenv.cli.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sends calls to a simulated AWS during the training of its AOT cache, so that the cache contains
 * the classes that calls need.
 */
final class AotTraining {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=aot-training/20260101/eu-west-1/%s/aws4_request,"
          + " SignedHeaders=host, Signature="
          + "0".repeat(64);

  private AotTraining() {}

  /** Sends one call in each protocol, and also a mutating EC2 call. */
  static void of(URI endpoint) throws IOException {
    query(endpoint, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
    query(endpoint, "iam", "Action=ListRoles&Version=2010-05-08");
    query(endpoint, "ec2", "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16");
    query(endpoint, "ec2", "Action=DescribeVpcs&Version=2016-11-15");
    query(endpoint, "ec2", "Action=DescribeInstances&Version=2016-11-15");
    Map<String, String> target = Map.of("X-Amz-Target", "AmazonSSM.DescribeInstanceInformation");
    call(endpoint, "ssm", "application/x-amz-json-1.1", target, "{}");
  }

  private static void query(URI endpoint, String service, String form) throws IOException {
    call(endpoint, service, FORM, Map.of(), form);
  }

  private static void call(
      URI endpoint, String service, String type, Map<String, String> headers, String body)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", type);
    connection.setRequestProperty("Authorization", AUTHORIZATION.formatted(service));
    headers.forEach(connection::setRequestProperty);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    try (InputStream answer = connection.getInputStream()) { // Throws if the call failed.
      answer.readAllBytes();
    }
  }
}
