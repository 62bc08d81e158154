/** The operator as a program, and the policies that it needs: {@code ssmenv-operator.jar}. */
package io.ssmenv.cli.operator;
