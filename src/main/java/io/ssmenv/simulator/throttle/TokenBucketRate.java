package io.ssmenv.simulator.throttle;

/**
 * The size of a token bucket and how it refills.
 *
 * @param capacity tokens that it holds at most, and at first
 * @param perSecond tokens that are added each real second
 */
record TokenBucketRate(int capacity, double perSecond) {}
