package io.ssmenv.desired;

import io.ssmenv.cloud.CloudError;
import java.util.Optional;

/**
 * The image of an instance group that is not known. It stops this group only: its existing
 * instances stay as they are, and no new one is launched.
 *
 * @param group the name of the instance group
 * @param image the image as the spec names it
 * @param error why it could not be looked up; empty while the operator looks it up
 */
public record UnresolvedImage(String group, String image, Optional<CloudError> error) {}
