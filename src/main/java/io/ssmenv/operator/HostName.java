package io.ssmenv.operator;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of the machine, which is that of the pod. It is part of events and of the lease. */
final class HostName {

  private HostName() {}

  /** Returns the name, or that of the operator if the machine does not know its own. */
  static String get() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "ssmenv-operator";
    }
  }
}
