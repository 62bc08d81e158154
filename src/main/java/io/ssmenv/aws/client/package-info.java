/** The AWS SDK's clients: which credentials sign their calls, and who observes them. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.client;
