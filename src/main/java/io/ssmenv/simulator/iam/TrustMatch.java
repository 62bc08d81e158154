package io.ssmenv.simulator.iam;

/** How a role's trust policy matches a principal. */
enum TrustMatch {
  /** Not at all, or by a deny. */
  NONE,
  /** By its account: the account's identity policies have to allow the access, too. */
  ACCOUNT,
  /** By its own ARN, or by {@code *}. */
  NAMED
}
