package io.ssmenv.simulator.sts;

import software.amazon.awssdk.services.sts.StsClient;

/** A program that asks AWS who it is, with the settings of its environment and nothing else. */
final class SignedCallerIdentity {
  private SignedCallerIdentity() {}

  public static void main(String[] args) {
    try (StsClient sts = StsClient.create()) {
      System.out.println(sts.getCallerIdentity().arn());
    }
  }
}
