package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.Params;

/**
 * The decoded content of a request.
 *
 * @param action the operation
 * @param params its parameters
 */
public record WireCall(String action, Params params) {}
