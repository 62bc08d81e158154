/** Creates the SDK clients with their credentials and observers. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.client;
