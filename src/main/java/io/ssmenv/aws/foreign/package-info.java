/** Reads VPCs that somebody else owns. Nothing in this package writes. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.foreign;
