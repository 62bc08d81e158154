/**
 * What the operator needs to be allowed in an AWS account: the one place that says so. The policies
 * in {@code deploy/iam} are written from it, and tests hold it against the calls in the code.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.permission;
