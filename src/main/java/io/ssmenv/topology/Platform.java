package io.ssmenv.topology;

/** The operating system of an instance, as far as it decides how a command is written. */
public enum Platform {
  LINUX,
  WINDOWS
}
