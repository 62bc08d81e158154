package io.ssmenv.cli.orphans;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;

/**
 * AWS for a command that acts as an environment of a lost cluster: it must not look as if the
 * operator of that cluster was alive.
 */
record WithoutHeartbeats(Clouds clouds) implements Clouds {

  @Override
  public RegionAccess enter(Owner owner, Scope scope) {
    RegionAccess access = clouds.enter(owner, scope);
    return access instanceof RegionAccess.Open(Cloud cloud)
        ? new RegionAccess.Open(new Silent(cloud))
        : access;
  }

  @Override
  public boolean leave(Owner owner, Scope scope) {
    return clouds.leave(owner, scope);
  }

  private record Silent(Cloud cloud) implements Cloud {

    @Override
    public Inventory inventory() {
      return cloud.inventory();
    }

    @Override
    public Operations operations() {
      return cloud.operations();
    }

    @Override
    public FactSource facts() {
      return cloud.facts();
    }

    @Override
    public Heartbeats heartbeats() {
      return Heartbeats.NONE;
    }

    @Override
    public EgressChecks egress() {
      return EgressChecks.NONE;
    }

    @Override
    public OpenSessions sessions() {
      return OpenSessions.NONE;
    }
  }
}
