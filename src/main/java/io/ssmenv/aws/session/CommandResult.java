package io.ssmenv.aws.session;

import io.ssmenv.cloud.CloudError;

/** What came of a command on one instance. */
public sealed interface CommandResult {

  /** It is not known yet. */
  record Pending() implements CommandResult {}

  /**
   * It ran to its end.
   *
   * @param truncated whether Systems Manager has kept only the beginning of an output
   */
  record Ran(int exitCode, String output, String errors, boolean truncated)
      implements CommandResult {}

  /** It did not run, or not to its end; {@code reason} is that of AWS. */
  record Failed(String reason) implements CommandResult {}

  /** It has ended, but AWS does not show its output. */
  record Unreadable(CloudError error) implements CommandResult {}
}
