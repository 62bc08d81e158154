package io.ssmenv.diagnosis;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.Part;

/** Why a traffic control is not known. */
final class Unread {

  private Unread() {}

  /**
   * @param part what should have been read
   * @param what as the subject of a sentence in the plural
   */
  static String of(Evidence evidence, Part part, String what) {
    return evidence
        .controls()
        .filter(controls -> controls.unread().contains(part))
        .map(TrafficControls::failures)
        .flatMap(failures -> failures.stream().findFirst())
        .map(CloudError::summary)
        .map(why -> "%s could not be read: %s".formatted(what, why))
        .orElse(what + " were not read");
  }
}
