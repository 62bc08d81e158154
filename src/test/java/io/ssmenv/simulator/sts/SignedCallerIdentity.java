package io.ssmenv.simulator.sts;

import software.amazon.awssdk.services.sts.StsClient;

/** A program that calls GetCallerIdentity, configured by its environment only. */
final class SignedCallerIdentity {
  private SignedCallerIdentity() {}

  public static void main(String[] args) {
    try (StsClient sts = StsClient.create()) {
      System.out.println(sts.getCallerIdentity().arn());
    }
  }
}
