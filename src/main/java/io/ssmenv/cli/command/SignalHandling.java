package io.ssmenv.cli.command;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Replaces what this process does on a signal. A process that it starts does not inherit that. If a
 * signal is ignored, as SIGINT in a background job of a script, Java keeps ignoring it.
 *
 * <p>It uses reflection because javac warns of each use of {@code sun.misc.Signal}, no option turns
 * that warning off, and warnings fail the build.
 */
public final class SignalHandling {

  private SignalHandling() {}

  /**
   * Runs an action on each signal from now on.
   *
   * @param signal its name without SIG
   */
  public static void on(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      Object onSignal =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, type));
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), onSignal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot listen for SIG" + signal, e);
    }
  }
}
