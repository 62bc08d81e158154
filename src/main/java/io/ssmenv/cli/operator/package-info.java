/** The operator as a program, and its IAM policies: {@code ssmenv-operator.jar}. */
package io.ssmenv.cli.operator;
