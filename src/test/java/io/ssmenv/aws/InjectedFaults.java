package io.ssmenv.aws;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.cloud.Scope;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Resource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Injects faults of the operator into the handlers, listings and facts of an engine. */
public final class InjectedFaults {

  private final AtomicInteger processes = new AtomicInteger();
  private final InstantSource clock;
  private final Map<String, Runnable> faults = new ConcurrentHashMap<>();
  private final List<Instant> times = new CopyOnWriteArrayList<>();
  private final List<Performed> performed = new CopyOnWriteArrayList<>();

  /** A step that AWS has accepted. */
  public record Performed(Owner owner, Step.Write step) {}

  public InjectedFaults(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on, creating a resource of an environment throws. */
  public void inCreate(Owner owner, Class<? extends Resource> type, Runnable fault) {
    faults.put(owner.uid() + type.getSimpleName(), fault);
  }

  /** From now on, a listing throws. */
  public void inListing(String action, Runnable fault) {
    faults.put(action, fault);
  }

  /** From now on, resolving an image parameter throws. */
  public void inImage(String parameter, Runnable fault) {
    faults.put(parameter, fault);
  }

  public void clear() {
    faults.clear();
  }

  public List<Performed> performed() {
    return List.copyOf(performed);
  }

  /** Since when the operator is at work, as its cluster remembers it. */
  public volatile Optional<Instant> operatingSince = Optional.empty();

  /** Returns when an injected fault was thrown. */
  public List<Instant> times() {
    return List.copyOf(times);
  }

  /** Returns the regions of an account, with the injected faults. */
  public AwsClouds clouds(
      ClientFactory factory,
      String cluster,
      Set<String> allowedRegions,
      PollSettings pollSettings,
      InstantSource monotonic,
      ExecutorService threads,
      Consumer<Owner> wake,
      OrphanObserver orphans,
      InternalErrors internalErrors) {
    return new AwsClouds(
        factory,
        cluster,
        allowedRegions,
        pollSettings,
        monotonic,
        threads,
        wake,
        orphans,
        internalErrors,
        new OperatorProcess("process-" + processes.incrementAndGet(), () -> operatingSince),
        budget -> new HandlerRegistry(AwsHandlers.all(budget).stream().map(this::faulty).toList()));
  }

  /** Returns the same clouds, with the injected faults in their facts. */
  public Clouds withFacts(Clouds clouds) {
    return new Clouds() {
      @Override
      public RegionAccess enter(Owner owner, Scope scope) {
        RegionAccess access = clouds.enter(owner, scope);
        return access instanceof RegionAccess.Open(Cloud cloud)
            ? new RegionAccess.Open(withFaults(cloud))
            : access;
      }

      @Override
      public boolean leave(Owner owner, Scope scope) {
        return clouds.leave(owner, scope);
      }
    };
  }

  private Cloud withFaults(Cloud cloud) {
    return new CloudWithFacts(
        cloud.inventory(),
        new RecordedOperations(cloud.operations(), performed),
        new FaultyFacts(cloud.facts(), this),
        cloud.heartbeats(),
        cloud.egress(),
        cloud.sessions());
  }

  void throwFault(String place) {
    Runnable fault = faults.get(place);
    if (fault != null) {
      times.add(clock.instant());
      fault.run();
    }
  }

  @SuppressWarnings("unchecked") // the proxy implements what the handler does
  private ResourceHandler<?, AwsCall> faulty(ResourceHandler<?, AwsCall> handler) {
    Optional<Listing> listing =
        handler instanceof ListedHandler<?> listed
            ? Optional.of(new FaultyListing(listed.listing(), this))
            : Optional.empty();
    return (ResourceHandler<?, AwsCall>)
        Proxy.newProxyInstance(
            InjectedFaults.class.getClassLoader(),
            handler.getClass().getInterfaces(),
            (proxy, method, arguments) -> {
              if (method.getName().equals("listing")) {
                return listing.orElseThrow();
              }
              if (method.getName().equals("create")) {
                throwFault(((AwsCall) arguments[0]).owner().uid() + handler.type().getSimpleName());
              }
              return call(handler, method, arguments);
            });
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private record CloudWithFacts(
      Inventory inventory,
      Operations operations,
      FactSource facts,
      Heartbeats heartbeats,
      EgressChecks egress,
      OpenSessions sessions)
      implements Cloud {}

  private record RecordedOperations(Operations operations, List<Performed> performed)
      implements Operations {
    @Override
    public Outcome perform(Owner owner, String account, Step.Write step) {
      Outcome outcome = operations.perform(owner, account, step);
      if (outcome instanceof Outcome.Done) {
        performed.add(new Performed(owner, step));
      }
      return outcome;
    }

    @Override
    public RebootOutcome reboot(Owner owner, String account, String instanceId) {
      return operations.reboot(owner, account, instanceId);
    }

    @Override
    public List<String> blockers(Owner owner, String account, Step.Delete step) {
      return operations.blockers(owner, account, step);
    }
  }
}
