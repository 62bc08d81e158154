# shellcheck shell=bash
# Sourced by mvnw and ssmenv: finds a JDK that is new enough in the usual places.

# Prints the major version of the JDK in directory $1, or nothing if there is no JDK. A runtime
# without a compiler is not a JDK.
jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  if [ -z "$version" ]; then # Some packages have no release file.
    version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
  fi
  printf '%s\n' "$version"
}

# Prints the directory of the JDK of the command "java" on the PATH. Follows all links.
jdk_on_path() {
  local java
  java=$(command -v java) || return 0
  while [ -L "$java" ]; do
    local target
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  dirname "$(dirname "$java")"
}

# Prints directories that may contain a JDK, one in each line, the most likely first.
jdk_candidates() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  jdk_on_path
  local home=${HOME:-~}
  printf '%s\n' \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/*jdk* \
    /opt/java/* /opt/*jdk* /opt/*java* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* \
    "$home"/.jdks/* "$home"/.jdk/* "$home"/.jbang/cache/jdks/* "$home"/.gradle/jdks/* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/* \
    "${MISE_DATA_DIR:-$home/.local/share/mise}"/installs/java/* \
    "$home"/.jabba/jdk/*
}

# Exports JAVA_HOME with a JDK of major version $1 or later: JAVA_HOME itself if it is one, otherwise
# a JDK of exactly that version, otherwise the first newer one. Without such a JDK it prints a message
# to standard error and returns 1.
use_jdk() {
  local wanted=$1 directory major newer='' found=''
  while IFS= read -r directory; do
    major=$(jdk_major "$directory")
    [ -n "$major" ] || continue
    found="$found  $major in $directory"$'\n'
    if [ "$major" -eq "$wanted" ] ||
      { [ "$major" -gt "$wanted" ] && [ "$directory" = "${JAVA_HOME:-}" ]; }; then
      export JAVA_HOME=$directory
      return 0
    fi
    if [ "$major" -gt "$wanted" ] && [ -z "$newer" ]; then
      newer=$directory
    fi
  done < <(jdk_candidates)
  if [ -n "$newer" ]; then
    export JAVA_HOME=$newer
    return 0
  fi
  {
    printf 'No JDK %s or later was found.\n' "$wanted"
    if [ -n "$found" ]; then
      printf 'These are too old:\n'
      printf '%s' "$found" | sort -u
    fi
    printf 'Install one (for example Temurin %s from https://adoptium.net, or a package such as\n' \
      "$wanted"
    printf 'openjdk-%s-jdk), or set JAVA_HOME to an installed one.\n' "$wanted"
  } >&2
  return 1
}
