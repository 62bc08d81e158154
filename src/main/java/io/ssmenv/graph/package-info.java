/** What is drawn of a VPC: a model of boxes, arrows and findings. It has no side effects. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.graph;
