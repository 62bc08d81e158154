package io.ssmenv.aws.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The XML answer to a listing of EC2: an element of the action, in it a set, in it an {@code item}
 * for each resource. Only what tells where an item ends is looked at.
 */
final class Ec2Answer {

  private static final byte[] ITEM = "<item>".getBytes(StandardCharsets.US_ASCII);

  /** The depth of the elements that are the resources. */
  private static final int DEPTH = 3;

  private final byte[] xml;

  Ec2Answer(byte[] xml) {
    this.xml = xml;
  }

  /** Returns the answer without the items that are known; as it is if it has another form. */
  byte[] filtered(ItemFilter filter) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(xml.length / 4);
    int copied = 0;
    int depth = 0;
    int item = -1;
    for (int at = next((byte) '<', 0); at >= 0; at = next((byte) '<', at)) {
      int end = next((byte) '>', at);
      if (end < 0 || xml[at + 1] == '!') {
        return xml; // cut off, or with comments or sections that EC2 does not write
      }
      if (xml[at + 1] == '/') {
        depth--;
        if (depth == DEPTH - 1 && item >= 0) {
          if (!filter.isNew(xml, item, end + 1)) {
            rest.write(xml, copied, item - copied);
            copied = end + 1;
          }
          item = -1;
        }
      } else if (xml[at + 1] != '?' && xml[end - 1] != '/') {
        depth++;
        if (depth == DEPTH && isItem(at)) {
          item = at;
        }
      }
      at = end;
    }
    rest.write(xml, copied, xml.length - copied);
    return rest.toByteArray();
  }

  private boolean isItem(int at) {
    return Arrays.equals(xml, at, Math.min(xml.length, at + ITEM.length), ITEM, 0, ITEM.length);
  }

  /** The next index of a byte; -1 if there is none. */
  private int next(byte wanted, int from) {
    for (int i = from; i < xml.length; i++) {
      if (xml[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
