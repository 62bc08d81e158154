package io.ssmenv.simulator.iam;

import java.time.Instant;
import java.util.Locale;

/**
 * What every IAM entity is known by.
 *
 * @param name unique among its kind in the account, whatever the path and the case of its letters
 * @param path {@code /} or {@code /some/path/}
 * @param id {@code AROA…}, {@code AIPA…}: another one for each entity that ever bore the name
 * @param arn the name in full
 * @param created when it was made
 */
public record Identity(String name, String path, String id, String arn, Instant created) {

  /** Two names that differ in the case of their letters only are the same name. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
