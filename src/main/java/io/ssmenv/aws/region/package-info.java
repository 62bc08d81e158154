/** Decides in which regions environments may be. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.region;
