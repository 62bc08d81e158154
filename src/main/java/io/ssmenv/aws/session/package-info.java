/** Sessions and commands that a person starts on an instance. The operator itself uses none. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.aws.session;
