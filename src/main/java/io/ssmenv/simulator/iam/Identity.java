package io.ssmenv.simulator.iam;

import java.time.Instant;
import java.util.Locale;

/**
 * The name, path, id and ARN of an IAM entity.
 *
 * @param name unique in the account for its type, independent of the path and ignoring case
 * @param path {@code /} or {@code /some/path/}
 * @param id {@code AROA…}, {@code AIPA…}; unique even if a name is reused
 * @param arn the ARN
 * @param created when it was created
 */
public record Identity(String name, String path, String id, String arn, Instant created) {

  /** Returns the lookup key of a name: names are compared ignoring case. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
