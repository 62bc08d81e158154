package io.ssmenv.engine;

import io.ssmenv.state.Incarnations;
import io.ssmenv.state.LaunchHistory;
import io.ssmenv.state.PathHistory;

/**
 * What the status remembers of earlier reconciles, brought up to date with what is observed now.
 *
 * @param launches the failed launches of each instance
 * @param incarnations how many resources of each key have come to their end
 * @param path since when the path to Systems Manager is as it is
 */
record Remembered(LaunchHistory launches, Incarnations incarnations, PathHistory path) {}
