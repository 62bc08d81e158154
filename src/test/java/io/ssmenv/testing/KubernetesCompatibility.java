package io.ssmenv.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What depends on the version of Kubernetes: the CRD, its rules, the manifests and the samples.
 * {@code .ci/run} runs these tests again with the oldest version that is promised.
 */
@Tag("kubernetes-compatibility")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface KubernetesCompatibility {}
