package io.ssmenv.cli.plan;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.OrphanObserver;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.cloud.Timing;
import io.ssmenv.engine.AccountPin;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.EnvironmentClaims;
import io.ssmenv.engine.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** What a plan is made with: an account, and an engine that only looks ahead. */
public final class Surroundings implements AutoCloseable {

  /** The operator's cluster id is not known without a cluster; nothing can carry it then. */
  private static final String NO_CLUSTER = "no-cluster";

  private static final String OFFLINE_NOTE =
      "offline: the account is taken to be empty, with zones a, b and c in the region; what only AWS"
          + " knows is "
          + OfflineClouds.RESOLVED_AT_APPLY;

  private static final String EXISTING_VPC_NOTE =
      "offline: the existing VPC is taken to be as the spec needs it; the consent of its owner, its"
          + " gateway, ranges, routes and endpoints are not checked";

  private final String clusterId;
  private final Optional<AwsClouds> clouds;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final OperatorClock clock = OperatorClock.system();
  private final Semaphore woken = new Semaphore(0);
  private final PlanSession session;

  private Surroundings(String clusterId, Optional<ClientFactory> aws, WaitNotice notice) {
    this.clusterId = clusterId;
    InternalErrors internalErrors = new InternalErrors(() -> {});
    Consumer<Owner> wake = _ -> woken.release();
    this.clouds =
        aws.map(factory ->
            new AwsClouds(
                factory.withUserAgentPrefix(BuildInfo.current().product()),
                clusterId,
                Set.of(),
                PollSettings.every(Timing.POLL_INTERVAL, Timing.MIN_POLL_INTERVAL),
                clock.monotonic(),
                threads,
                wake,
                OrphanObserver.NONE,
                OperatorProcess.alone(),
                internalErrors));
    Engine engine =
        new Engine(
            clouds.<Clouds>map(known -> known).orElseGet(OfflineClouds::new),
            AwsClouds.rules(),
            (_, _) -> Optional.empty(), // Only the operator knows its administrator's settings.
            new AccountPin(Optional.empty(), Set::of),
            threads,
            clock,
            wake,
            internalErrors);
    this.session = new PlanSession(engine, clusterId, woken, clock, notice);
  }

  /**
   * Connects an engine that only reads.
   *
   * @param clusterId the id in the ownership tags
   * @param aws empty for an empty account without a network
   * @param notice for the user while AWS has not answered
   * @throws IllegalStateException with a message for users, if there are no credentials
   */
  public static Surroundings of(
      Optional<String> clusterId, Optional<ClientFactory> aws, WaitNotice notice) {
    aws.flatMap(ClientFactory::credentialsProblem)
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    return new Surroundings(clusterId.orElse(NO_CLUSTER), aws, notice);
  }

  /**
   * @param asked the environments that the user asked for
   * @param others all others in their namespaces; those that share a VPC with one of the former are
   *     planned, too, if something changes for them
   * @param claims who has, or asks for, which environment id
   */
  List<EnvironmentPlan> plans(List<Target> asked, List<Target> others, EnvironmentClaims claims)
      throws InterruptedException {
    List<EnvironmentPlan> plans = new ArrayList<>();
    for (TargetVpc vpc : TargetVpc.of(asked, others)) {
      vpc.members().forEach(member -> requireHost(vpc, member));
      Map<Target, Preview.Complete> previews = session.preview(vpc, claims);
      previews.forEach((target, preview) -> {
        if (target.asked() || isAffected(preview)) {
          plans.add(plan(vpc, target, preview, previews));
        }
      });
    }
    return plans;
  }

  /**
   * What is known of an environment, with the path of each of its agents.
   *
   * @param others all others in its namespace
   * @param claims who has, or asks for, which environment id
   */
  public Preview.Complete explain(Target asked, List<Target> others, EnvironmentClaims claims)
      throws InterruptedException {
    return Objects.requireNonNull(explainVpc(asked, others, claims).get(asked));
  }

  /**
   * The same for all environments in its VPC, the owner first. Some of the others may be missing.
   */
  public Map<Target, Preview.Complete> explainVpc(
      Target asked, List<Target> others, EnvironmentClaims claims) throws InterruptedException {
    TargetVpc vpc = TargetVpc.of(List.of(asked), others).getFirst();
    vpc.members().forEach(member -> requireHost(vpc, member));
    return session.explain(vpc, claims);
  }

  /**
   * What is planned for the environments in the VPCs of some.
   *
   * @param asked the environments that the user asked for
   * @param others all others in their namespaces
   * @param claims who has, or asks for, which environment id
   * @return those of each VPC, the owner first; some of the others may be missing
   */
  public List<Map<Target, Preview.Complete>> previewVpcs(
      List<Target> asked, List<Target> others, EnvironmentClaims claims)
      throws InterruptedException {
    List<Map<Target, Preview.Complete>> all = new ArrayList<>();
    for (TargetVpc vpc : TargetVpc.of(asked, others)) {
      vpc.members().forEach(member -> requireHost(vpc, member));
      all.add(session.preview(vpc, claims));
    }
    return all;
  }

  /**
   * What an instance has written to its console; empty if EC2 has nothing yet.
   *
   * @param known of its environment
   * @throws CloudException if it cannot be read
   */
  public Optional<String> consoleOutput(Target of, Preview.Complete known, String instanceId) {
    RegionAccess access =
        clouds.orElseThrow().enter(of.owner(clusterId), new Scope(known.spec().region()));
    return access instanceof RegionAccess.Open(Cloud cloud)
        ? cloud.facts().in(known.observed().accountId()).consoleOutput(instanceId)
        : Optional.empty();
  }

  private static void requireHost(TargetVpc vpc, Target guest) {
    guest
        .host()
        .filter(_ -> !guest.exists() && vpc.host(guest).isEmpty())
        .ifPresent(host -> {
          throw new IllegalStateException(
              "%s: There is no environment %s, in whose VPC it stands, in the namespace %s. Give its file, too, or create it first"
                  .formatted(guest.qualifiedName(), host, guest.namespace()));
        });
  }

  private static boolean isAffected(Preview.Complete preview) {
    return !preview.forecast().isDone() || !preview.notices().isEmpty();
  }

  private EnvironmentPlan plan(
      TargetVpc vpc,
      Target target,
      Preview.Complete preview,
      Map<Target, Preview.Complete> previews) {
    List<String> notes = new ArrayList<>(target.notes());
    notes.addAll(VpcNotes.of(vpc, target, preview, previews.keySet()));
    if (clouds.isEmpty()) {
      notes.add(OFFLINE_NOTE);
      if (preview.spec().networkOrDefault().existingVpc().isPresent()) {
        notes.add(EXISTING_VPC_NOTE);
      }
    }
    return new EnvironmentPlan(
        target.namespace(),
        target.name(),
        vpc.names(target),
        Optional.ofNullable(target.status().pattern()).map(Surroundings::word),
        word(preview.spec().connectivity().pattern()),
        target.placeholders(clusterId),
        notes,
        preview);
  }

  private static String word(Pattern pattern) {
    return new KubernetesSerialization().convertValue(pattern, String.class);
  }

  @Override
  public void close() {
    clouds.ifPresent(AwsClouds::close);
    threads.shutdown();
  }
}
