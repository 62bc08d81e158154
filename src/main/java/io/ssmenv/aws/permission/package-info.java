/**
 * The permissions that the operator needs in an AWS account. The policies in {@code deploy/iam} are
 * generated from it, and tests compare it with the calls in the code.
 */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.permission;
