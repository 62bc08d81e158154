/** Which version this is, and from which commit it was built. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.build;
