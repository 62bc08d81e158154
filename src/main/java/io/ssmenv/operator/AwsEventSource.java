package io.ssmenv.operator;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import java.util.function.Consumer;

/** Triggers a reconcile of an environment when its inventory or one of its steps has changed. */
final class AwsEventSource implements Consumer<Owner> {

  private final SimpleInboundEventSource<SsmManagedEnvironment> source =
      new SimpleInboundEventSource<>("aws");

  SimpleInboundEventSource<SsmManagedEnvironment> source() {
    return source;
  }

  /** Triggers a reconcile of an environment for another reason. */
  void trigger(SsmManagedEnvironment environment) {
    source.propagateEvent(ResourceID.fromResource(environment));
  }

  @Override
  public void accept(Owner owner) {
    int slash = owner.name().indexOf('/');
    source.propagateEvent(
        new ResourceID(owner.name().substring(slash + 1), owner.name().substring(0, slash)));
  }
}
