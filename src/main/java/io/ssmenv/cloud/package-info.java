/** The ports through which the engine uses a cloud account, without any SDK. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cloud;
