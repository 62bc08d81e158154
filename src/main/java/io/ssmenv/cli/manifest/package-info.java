/** Manifests in files, and what an API server would refuse of them. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cli.manifest;
