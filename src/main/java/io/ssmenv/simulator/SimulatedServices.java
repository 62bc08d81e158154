package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PeriodicTask;
import io.ssmenv.simulator.core.ResourceLister;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.ec2.Ec2;
import io.ssmenv.simulator.ec2.InstanceFaults;
import io.ssmenv.simulator.ec2.LoadBalancerInterfaces;
import io.ssmenv.simulator.iam.CallerPolicies;
import io.ssmenv.simulator.iam.Iam;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.kms.Kms;
import io.ssmenv.simulator.logs.Logs;
import io.ssmenv.simulator.s3.S3;
import io.ssmenv.simulator.s3.S3Access;
import io.ssmenv.simulator.session.DataChannels;
import io.ssmenv.simulator.ssm.AgentHistory;
import io.ssmenv.simulator.ssm.SessionServices;
import io.ssmenv.simulator.ssm.Ssm;
import io.ssmenv.simulator.sts.AssumeRoleAction;
import io.ssmenv.simulator.sts.AssumeRoleWithWebIdentityAction;
import io.ssmenv.simulator.sts.GetCallerIdentityAction;
import io.ssmenv.simulator.wire.CredentialScope;
import io.ssmenv.simulator.wire.Ec2QueryProtocol;
import io.ssmenv.simulator.wire.JsonProtocol;
import io.ssmenv.simulator.wire.Protocol;
import io.ssmenv.simulator.wire.QueryProtocol;
import io.ssmenv.simulator.wire.S3Protocol;
import io.ssmenv.simulator.wire.WireCall;
import io.ssmenv.simulator.wire.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Creates the services, connects them with each other, and looks up their operations. */
final class SimulatedServices {
  /** The STS operations that need no signature [D]; only the first is simulated. */
  private static final Set<String> UNSIGNED =
      Set.of("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML");

  private final Map<String, Protocol> protocols;
  private final Map<String, Map<String, Operation>> operations = new HashMap<>();
  private final Map<String, Access.Model> access;
  private final Principals principals;
  private final List<ResourceLister> listers = new ArrayList<>();
  private final List<PeriodicTask> periodicTasks = new ArrayList<>();
  private final LoadBalancerInterfaces foreignInterfaces;
  private final InstanceFaults instanceFaults;
  private final Ssm ssm;

  SimulatedServices(Simulation simulation, CallerPolicies callers, DataChannels channels) {
    SimClock clock = simulation.clock();
    protocols =
        Map.of(
            "ec2", new Ec2QueryProtocol(clock),
            "iam", new QueryProtocol(clock, "iam.amazonaws.com", "2010-05-08"),
            "sts", new QueryProtocol(clock, "sts.amazonaws.com", "2011-06-15"),
            "ssm", new JsonProtocol(clock, "AmazonSSM"),
            "kms", new JsonProtocol(clock, "TrentService"),
            "logs", new JsonProtocol(clock, "Logs_20140328"),
            "s3", new S3Protocol(clock));
    Iam iam = new Iam(simulation, callers);
    principals = iam.principals();
    add(iam.families());
    listers.add(iam);
    add(
        List.of(
            new GetCallerIdentityAction(principals),
            new AssumeRoleAction(simulation, principals),
            new AssumeRoleWithWebIdentityAction(simulation, principals)));
    Ec2 ec2 = new Ec2(simulation, iam);
    add(ec2.families());
    listers.add(ec2.lister());
    foreignInterfaces = ec2.foreignInterfaces();
    instanceFaults = ec2.instanceFaults();
    Kms kms = new Kms(simulation);
    Logs logs = new Logs(simulation, kms);
    S3 s3 = new S3(kms);
    add(List.of(kms, logs, s3.actions()));
    ssm =
        new Ssm(
            simulation,
            ec2.network(),
            ec2::regions,
            iam.instancePermissions(),
            principals,
            channels,
            new SessionServices(kms, logs, s3));
    add(ssm.families());
    listers.add(ssm.documents());
    periodicTasks.add(ssm);
    access =
        Map.of(
            "ec2",
            ec2.access(),
            "iam",
            iam.access(),
            "ssm",
            ssm.access(),
            "ssmmessages",
            ssm.dataChannelAccess(),
            "kms",
            kms::requiredAccess,
            "logs",
            Logs::requiredAccess,
            "s3",
            new S3Access(s3),
            "sts",
            _ -> List.of());
  }

  private void add(List<? extends ActionGroup> families) {
    for (ActionGroup family : families) {
      Map<String, Operation> byName =
          operations.computeIfAbsent(family.service(), _ -> new HashMap<>());
      for (Operation operation : family.operations()) {
        if (byName.put(operation.name(), operation) != null) {
          throw new IllegalStateException("two families claim " + operation.name());
        }
      }
    }
  }

  Optional<Protocol> protocol(String service) {
    return Optional.ofNullable(protocols.get(service));
  }

  /**
   * Guesses the protocol of a request, to encode an error if its credential scope cannot be read.
   */
  Protocol guessProtocol(WireRequest request) {
    String service =
        request.header("X-Amz-Target").isPresent()
            ? "ssm"
            : request.text().contains("Version=2016-11-15") ? "ec2" : "iam";
    return protocol(service).orElseThrow();
  }

  Optional<Operation> operation(String service, String action) {
    return Optional.ofNullable(operations.getOrDefault(service, Map.of()).get(action));
  }

  /**
   * Returns an anonymous caller for the unsigned requests that STS authenticates by an identity
   * token.
   */
  Optional<CredentialScope> anonymousCaller(WireRequest request) {
    return request.text().contains("Version=2011-06-15")
        ? protocol("sts")
            .map(sts -> sts.decode(request).action())
            .filter(UNSIGNED::contains)
            .map(_ -> CredentialScope.anonymous("sts"))
        : Optional.empty();
  }

  /** Returns the second account that a call accesses: the account of the role to be assumed. */
  static Optional<String> otherAccount(String service, WireCall call) {
    return service.equals("sts")
        ? call.params().text("RoleArn").flatMap(Principals::accountOf)
        : Optional.empty();
  }

  /** Returns the principals: who calls, and what they may do. */
  Principals principals() {
    return principals;
  }

  /** Returns the permissions that a call needs. STS checks its own. */
  List<Access> requiredAccess(Call call) {
    return access.getOrDefault(call.service(), _ -> List.of()).requiredAccess(call);
  }

  /** Returns all operations, by service and name. */
  SortedMap<String, SortedMap<String, Operation>> operations() {
    SortedMap<String, SortedMap<String, Operation>> sorted = new TreeMap<>();
    operations.forEach((service, byName) -> sorted.put(service, new TreeMap<>(byName)));
    return sorted;
  }

  LoadBalancerInterfaces foreignInterfaces() {
    return foreignInterfaces;
  }

  InstanceFaults instanceFaults() {
    return instanceFaults;
  }

  List<ResourceSummary> resources(SimulatedAccount account) {
    return listers.stream().flatMap(lister -> lister.list(account).stream()).toList();
  }

  Ssm ssm() {
    return ssm;
  }

  List<AgentHistory> agentHistories(SimulatedAccount account, Instant now) {
    return ssm.histories(account, now);
  }

  void tick(SimulatedAccount account, Instant now) {
    periodicTasks.forEach(task -> task.tick(account, now));
  }
}
