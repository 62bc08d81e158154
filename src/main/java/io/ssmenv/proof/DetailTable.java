package io.ssmenv.proof;

import java.util.List;

/**
 * Details of a resource, in the words of the AWS console.
 *
 * @param heading such as {@code Tags}
 * @param columns the names of the columns; empty if the first column has the names of the values
 * @param rows each with as many cells
 */
public record DetailTable(String heading, List<String> columns, List<List<String>> rows) {

  public DetailTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
