package io.ssmenv.operator;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import java.util.function.Consumer;

/**
 * Wakes the reconciler for an environment: what the inventory and finished steps are told to call.
 */
final class AwsEventSource implements Consumer<Owner> {

  private final SimpleInboundEventSource<SsmManagedEnvironment> source =
      new SimpleInboundEventSource<>("aws");

  SimpleInboundEventSource<SsmManagedEnvironment> source() {
    return source;
  }

  @Override
  public void accept(Owner owner) {
    int slash = owner.name().indexOf('/');
    source.propagateEvent(
        new ResourceID(owner.name().substring(slash + 1), owner.name().substring(0, slash)));
  }
}
