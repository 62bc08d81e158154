/** Reads AWS for all environments of an account and region, and builds their observations. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.inventory;
