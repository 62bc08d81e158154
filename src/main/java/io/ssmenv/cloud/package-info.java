/** The ports through which the engine sees a cloud account. Knows no SDK. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cloud;
