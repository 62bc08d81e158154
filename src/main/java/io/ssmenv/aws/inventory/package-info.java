/** The shared, batched, dated observation of an account and region. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.inventory;
