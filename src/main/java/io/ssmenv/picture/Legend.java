package io.ssmenv.picture;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Shape.Point;
import java.util.Arrays;

/** The legend: one line that explains the icons. */
enum Legend {
  CONNECTION("connection of the agent (HTTPS)", 22) {
    @Override
    void icon(Canvas canvas, double x, double middle) {
      canvas.line(DrawingStyle.CONNECTION, new Point(x, middle), new Point(x + 22, middle));
    }
  },
  NO_INBOUND("no rule allows inbound traffic", 12) {
    @Override
    void icon(Canvas canvas, double x, double middle) {
      canvas.noEntry(x + 6, middle, 6);
    }
  },
  ROLE("uses the role", 15) {
    @Override
    void icon(Canvas canvas, double x, double middle) {
      canvas.roleIcon(x, middle);
    }
  };

  /** The height of the legend with its bottom margin. */
  static final double HEIGHT = 28;

  private static final double ICON_GAP = 8;
  private static final double GAP = 28;

  private final String text;
  private final double iconWidth;

  Legend(String text, double signWidth) {
    this.text = text;
    this.iconWidth = signWidth;
  }

  abstract void icon(Canvas canvas, double x, double middle);

  static double width() {
    return Arrays.stream(values()).mapToDouble(Legend::entryWidth).sum() - GAP;
  }

  static void draw(Canvas canvas, double left, double top) {
    double x = left;
    for (Legend entry : values()) {
      entry.icon(canvas, x, top + FontStyle.NOTE.lineHeight() / 2);
      canvas.text(
          x + entry.iconWidth + ICON_GAP,
          top,
          entry.text,
          FontStyle.NOTE,
          Anchor.START,
          DrawingStyle.SECONDARY_TEXT);
      x += entry.entryWidth();
    }
  }

  private double entryWidth() {
    return iconWidth + ICON_GAP + FontStyle.NOTE.width(text) + GAP;
  }
}
