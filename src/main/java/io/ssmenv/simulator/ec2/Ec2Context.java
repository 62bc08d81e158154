package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.InstanceProfileSource;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.network.Cidr;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The objects that EC2's action families share.
 *
 * @param simulation the simulation
 * @param states the resources by account and region
 * @param pages pagination of describes
 * @param profiles IAM's instance profiles
 * @param publicIps the number of assigned public addresses
 */
record Ec2Context(
    Simulation simulation,
    RegionalState<Ec2State> states,
    Pages pages,
    InstanceProfileSource profiles,
    AtomicInteger publicIps) {

  private static final Cidr DOCUMENTATION = new Cidr(203L << 24 | 113 << 8, 24);
  private static final Cidr BENCHMARKS = new Cidr(198L << 24 | 18 << 16, 15);

  Ec2State state(Call call) {
    return states.of(call);
  }

  Quotas quotas() {
    return simulation.options().limits().quotas();
  }

  Struct page(Call call, String set, Pages.Limits limits, Supplier<Stream<Struct>> items) {
    return pages.answer(call, set, limits, items);
  }

  /** Returns a new public address from the ranges for documentation and benchmarks. */
  String newPublicIp() {
    int number = publicIps.getAndIncrement();
    return number < 250
        ? DOCUMENTATION.addressAt(number + 1L)
        : BENCHMARKS.addressAt(number % BENCHMARKS.size());
  }

  /** Returns the response of operations without a result. */
  static Struct success() {
    return Struct.empty().with("return", true);
  }
}
