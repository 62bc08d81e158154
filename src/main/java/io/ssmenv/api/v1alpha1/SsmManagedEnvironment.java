package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EC2 instances that are managed with AWS Systems Manager, and a network in which their agents can
 * connect to it and nothing can connect to them.
 *
 * <p>The length of the name is limited because {@code namespace/name} is the value of an AWS tag,
 * which has at most 256 characters, and part of resource names.
 *
 * <p>It is in the category {@code aws}, and not in {@code all}: {@code kubectl delete all --all}
 * would delete instances and addresses in AWS.
 *
 * <p>The default columns must fit 80 characters with a name such as {@code private-endpoints}; the
 * others have the priority 1.
 */
@Group(SsmManagedEnvironment.GROUP)
@Version("v1alpha1")
@ShortNames("ssmenv")
@Categories("aws")
@AdditionalSelectableField(jsonPath = ".spec.connectivity.pattern")
@AdditionalSelectableField(jsonPath = ".spec.region")
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "metadata.name must have at most 63 characters, because it becomes part of the names and"
            + " tags of the AWS resources")
@ValidationRule(
    value =
        "!has(self.spec.network) || !has(self.spec.network.environment)"
            + " || self.spec.network.environment.name != self.metadata.name",
    message =
        "spec.network.environment must name another environment: remove it for a VPC of its own")
@ValidationRule(
    value =
        "(has(self.spec.network) && has(self.spec.network.availabilityZones)"
            + " ? self.spec.network.availabilityZones : 1)"
            + " >= (has(self.status) && has(self.status.facts) && has(self.status.facts.zones)"
            + " && size(self.status.facts.zones) > 0"
            + " && size(self.status.facts.zones) < (has(oldSelf.spec.network)"
            + " && has(oldSelf.spec.network.availabilityZones)"
            + " ? oldSelf.spec.network.availabilityZones : 1)"
            + " ? size(self.status.facts.zones) : (has(oldSelf.spec.network)"
            + " && has(oldSelf.spec.network.availabilityZones)"
            + " ? oldSelf.spec.network.availabilityZones : 1))",
    fieldPath = ".spec.network",
    message =
        "spec.network.availabilityZones may grow, and shrink only as far as to the zones in which the"
            + " environment stands (status.facts.zones), because a subnet that is in use cannot be"
            + " deleted; if it is absent, it is 1")
@AdditionalPrinterColumn(
    name = "Pattern",
    jsonPath = ".spec.connectivity.pattern",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Online",
    jsonPath = ".status.online",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Drift",
    jsonPath = ".status.drift.pending",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Egress",
    jsonPath = ".status.egress",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Region",
    jsonPath = ".spec.region",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "VPC",
    jsonPath = ".status.vpcId",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Host",
    jsonPath = ".spec.network.environment.name",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.reason",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@JsonDeserialize(using = LenientDeserializer.class)
public class SsmManagedEnvironment extends CustomResource<EnvironmentSpec, EnvironmentStatus>
    implements Namespaced {

  /** The API group; also the prefix of the operator's tags, labels and finalizer. */
  public static final String GROUP = "ssmenv.io";

  /** The annotation with the id of the environment whose resources are to be taken over. */
  public static final String ADOPT = GROUP + "/adopt";

  /** The annotation that shows the environment id. */
  public static final String ENVIRONMENT_ID = GROUP + "/environment-id";

  /** The annotation with the operator that takes care of the environment, if several may. */
  public static final String OPERATOR = GROUP + "/operator";

  /** The annotation with another operator that selects the environment, too. */
  public static final String REFUSED_OPERATOR = GROUP + "/refused-operator";

  @JsonIgnore private transient @Nullable String specProblem;
  @JsonIgnore private boolean statusComplete = true;

  /** Why this version of the operator cannot read the spec, which is null then; else empty. */
  @JsonIgnore
  public Optional<String> specProblem() {
    return Optional.ofNullable(specProblem);
  }

  void setSpecProblem(String problem) {
    specProblem = problem;
  }

  /** The value of an annotation; empty if it has none. */
  public Optional<String> annotation(String name) {
    return Optional.ofNullable(getMetadata().getAnnotations())
        .flatMap(all -> Optional.ofNullable(all.get(name)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Whether the whole status was read. */
  @JsonIgnore
  public boolean isStatusComplete() {
    return statusComplete;
  }

  void setStatusComplete(boolean complete) {
    statusComplete = complete;
  }

  /** A copy with the same spec and status, which are immutable, and with other metadata. */
  public SsmManagedEnvironment with(ObjectMeta metadata) {
    SsmManagedEnvironment copy = new SsmManagedEnvironment();
    copy.setMetadata(metadata);
    copy.setSpec(getSpec());
    copy.setStatus(getStatus());
    copy.specProblem = specProblem;
    copy.statusComplete = statusComplete;
    return copy;
  }
}
