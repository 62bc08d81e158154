package io.ssmenv.aws.inventory;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.topology.Resource;

/**
 * The handler of a resource type that AWS lists. The other types are links, which are part of the
 * answer for their parent.
 *
 * @param <R> the record of the type
 */
public interface ListedHandler<R extends Resource> extends ResourceHandler<R, AwsCall> {

  /** Always the same object. */
  Listing listing();
}
