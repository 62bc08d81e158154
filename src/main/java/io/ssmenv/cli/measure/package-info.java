/** {@code ssmenv measure}: the start time and the memory of the operator, and its AOT cache. */
package io.ssmenv.cli.measure;
