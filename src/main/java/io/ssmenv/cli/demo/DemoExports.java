package io.ssmenv.cli.demo;

import io.ssmenv.cli.command.ExportLines;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneCommand;
import io.ssmenv.cli.simulator.SimulateCommand;
import io.ssmenv.simulator.SimulatedAws;
import java.io.PrintWriter;

/** What a person needs to use a demo that runs. */
final class DemoExports {

  private DemoExports() {}

  static void print(
      ControlPlane controlPlane,
      SimulatedAws aws,
      int operatorPort,
      PrintWriter out,
      PrintWriter err) {
    out.println("\nTo use kubectl and aws in another terminal, run:\n");
    ControlPlaneCommand.exports(controlPlane, System.getenv()).print(out);
    SimulateCommand.exports(aws.endpoint(), aws.speed()).print(out);
    new ExportLines().add("SSMENV_OPERATOR_URL", "http://127.0.0.1:" + operatorPort).print(out);
    out.println("\nThen, for example:\n");
    out.println("  kubectl get ssmenv -o wide");
    out.println("  kubectl describe ssmenv nat");
    out.println("  kubectl events --for ssmenv/nat   # in the order of time");
    out.println("  ./ssmenv connect nat              # a shell; docs/connect.md has more");
    out.println("  ./ssmenv explain nat              # how its agent reaches Systems Manager");
    out.println("  ./ssmenv graph nat >nat.svg       # a picture of its VPC");
    out.println("  ./ssmenv plan nat                 # what the operator would change");
    out.flush();
    err.println("\nCtrl-C deletes the environments and exits; a second Ctrl-C exits at once.");
  }
}
