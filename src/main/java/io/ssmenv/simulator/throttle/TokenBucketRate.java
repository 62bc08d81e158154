package io.ssmenv.simulator.throttle;

/**
 * The capacity and the refill rate of a token bucket.
 *
 * @param capacity the maximum and initial number of tokens
 * @param perSecond the tokens that are added per real second
 */
record TokenBucketRate(int capacity, double perSecond) {}
