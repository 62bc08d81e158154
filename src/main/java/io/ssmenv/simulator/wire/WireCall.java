package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.Params;

/**
 * What a request asks for.
 *
 * @param action the operation
 * @param params its parameters
 */
public record WireCall(String action, Params params) {}
