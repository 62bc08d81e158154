package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.InstanceProfileSource.ProfileView;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.List;

/** Manages the associations of instance profiles with instances. */
final class ProfileAssociationActions implements Ec2ActionGroup {
  private static final String[] PROFILE = {"IamInstanceProfile.Name", "IamInstanceProfile.Arn"};

  private final Ec2Context ec2;

  ProfileAssociationActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("AssociateIamInstanceProfile", this::associate, "InstanceId").and(PROFILE),
        write("ReplaceIamInstanceProfileAssociation", this::replace, "AssociationId").and(PROFILE),
        write("DisassociateIamInstanceProfile", this::disassociate, "AssociationId"),
        read("DescribeIamInstanceProfileAssociations", this::describe, "AssociationId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  /** Adds an association, which becomes associated after a while. */
  static void add(Ec2State state, ProfileAssociation association, Instant now) {
    state.profileAssociations().addPart(association, now);
    state.schedule(
        now,
        StateDuration.PROFILE_ASSOCIATED,
        association.id(),
        at ->
            state
                .profileAssociations()
                .update(
                    association.id(),
                    at,
                    a -> a.state().equals("associating") ? a.withState("associated") : a));
  }

  private Struct associate(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInstance instance =
        state.instances().require(call.params().required("InstanceId"), call.now());
    if (instance.state().name().isTerminating()) {
      throw ErrorWords.error("incorrect-instance-state-profile-association", instance.id());
    }
    ProfileView profile = profile(call);
    if (InstanceView.profile(state, instance).isPresent()) {
      throw ErrorWords.error("incorrect-state-profile-association", instance.id());
    }
    return answer(make(call, state, instance.id(), profile));
  }

  private Struct replace(Call call) {
    Ec2State state = ec2.state(call);
    ProfileAssociation old = association(call, state);
    ProfileView profile = profile(call);
    state.profileAssociations().remove(old.id(), call.now());
    return answer(make(call, state, old.instanceId(), profile));
  }

  private Struct disassociate(Call call) {
    Ec2State state = ec2.state(call);
    ProfileAssociation old = association(call, state);
    state.profileAssociations().update(old.id(), call.now(), a -> a.withState("disassociating"));
    state.schedule(
        call.now(),
        StateDuration.PROFILE_ASSOCIATED,
        old.id() + "/out",
        at -> state.profileAssociations().remove(old.id(), at));
    return answer(old.withState("disassociating"));
  }

  private ProfileView profile(Call call) {
    return InstanceProfileLookup.find(ec2, call)
        .orElseThrow(() -> ApiErrors.missing("IamInstanceProfile"));
  }

  private static ProfileAssociation make(
      Call call, Ec2State state, String instanceId, ProfileView profile) {
    ProfileAssociation created =
        new ProfileAssociation(
            state.newId(ResourceIdType.PROFILE_ASSOCIATION),
            instanceId,
            profile.arn(),
            profile.id(),
            "associating",
            call.now());
    add(state, created, call.now());
    return created;
  }

  private static ProfileAssociation association(Call call, Ec2State state) {
    String id = call.params().required("AssociationId");
    return state
        .profileAssociations()
        .get(id)
        .filter(a -> !a.state().equals("disassociating"))
        .orElseThrow(() -> ResourceIdType.PROFILE_ASSOCIATION.notFound(List.of(id)));
  }

  private Struct describe(Call call) {
    Filters<ProfileAssociation> filters =
        Filters.<ProfileAssociation>untagged()
            .one("instance-id", ProfileAssociation::instanceId)
            .one("state", ProfileAssociation::state);
    return ec2.page(
        call,
        "iamInstanceProfileAssociationSet",
        Pages.THOUSAND,
        () ->
            ec2.state(call)
                .profileAssociations()
                .described(call.params().texts("AssociationId"), call.now())
                .filter(filters.of(call))
                .map(ProfileAssociationActions::render));
  }

  private static Struct answer(ProfileAssociation association) {
    return Struct.empty().with("iamInstanceProfileAssociation", render(association));
  }

  private static Struct render(ProfileAssociation association) {
    return Struct.empty()
        .with("associationId", association.id())
        .with("instanceId", association.instanceId())
        .with(
            "iamInstanceProfile",
            Struct.empty()
                .with("arn", association.profileArn())
                .with("id", association.profileId()))
        .with("state", association.state())
        .with("timestamp", association.timestamp());
  }
}
