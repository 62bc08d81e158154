package io.ssmenv.picture;

import io.ssmenv.picture.Shape.Anchor;
import io.ssmenv.picture.Shape.Point;
import java.util.Arrays;

/** What the signs mean, in a line. */
enum Legend {
  WAY("what the agent sends, HTTPS", 22) {
    @Override
    void sign(Canvas canvas, double x, double middle) {
      canvas.line(DrawingStyle.WAY, new Point(x, middle), new Point(x + 22, middle));
    }
  },
  STOP("no rule lets anything in", 12) {
    @Override
    void sign(Canvas canvas, double x, double middle) {
      canvas.stop(x + 6, middle, 6);
    }
  },
  KEY("has the role", 15) {
    @Override
    void sign(Canvas canvas, double x, double middle) {
      canvas.key(x, middle);
    }
  };

  /** With what is below. */
  static final double HEIGHT = 28;

  private static final double ROOM = 8;
  private static final double GAP = 28;

  private final String text;
  private final double signWidth;

  Legend(String text, double signWidth) {
    this.text = text;
    this.signWidth = signWidth;
  }

  abstract void sign(Canvas canvas, double x, double middle);

  static double width() {
    return Arrays.stream(values()).mapToDouble(Legend::entry).sum() - GAP;
  }

  static void draw(Canvas canvas, double left, double top) {
    double x = left;
    for (Legend entry : values()) {
      entry.sign(canvas, x, top + FontSize.NOTE.line() / 2);
      canvas.words(
          x + entry.signWidth + ROOM,
          top,
          entry.text,
          FontSize.NOTE,
          Anchor.START,
          DrawingStyle.QUIET);
      x += entry.entry();
    }
  }

  private double entry() {
    return signWidth + ROOM + FontSize.NOTE.width(text) + GAP;
  }
}
