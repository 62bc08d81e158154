/** {@code ssmenv measure}: the start and the memory of the operator, and its AOT cache. */
package io.ssmenv.cli.measure;
