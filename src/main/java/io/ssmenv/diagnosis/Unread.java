package io.ssmenv.diagnosis;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.TrafficControls;

/** Why a traffic control is not known. */
final class Unread {

  private Unread() {}

  /**
   * @param what as the subject of a sentence in the plural
   */
  static String of(Evidence evidence, String what) {
    return evidence
        .controls()
        .map(TrafficControls::failures)
        .flatMap(failures -> failures.stream().findFirst())
        .map(CloudError::summary)
        .map(why -> "%s could not be read: %s".formatted(what, why))
        .orElse(what + " were not read");
  }
}
