package io.ssmenv.simulator.iam;

/** How a role's trust policy speaks of somebody. */
enum TrustMatch {
  /** Not at all, or to refuse them. */
  NONE,
  /** By their account: it is up to the account's own policies. */
  ACCOUNT,
  /** By their own name, or as anybody. */
  NAMED
}
