package io.ssmenv.cli.manifest;

/**
 * Why the API server would refuse an object.
 *
 * @param field its path, such as {@code spec.instances[0].name}
 */
record FieldError(String field, String message) {

  /** One sentence that names the field once. */
  @Override
  public String toString() {
    return message.startsWith(field) ? message : field + ": " + message;
  }
}
