package io.ssmenv.proof;

import io.ssmenv.svg.Canvas;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.FontStyle;
import io.ssmenv.svg.Shape.Anchor;
import io.ssmenv.svg.Svg;
import java.util.List;

/**
 * A picture of a proven connection: on the left the session, on the right the resources through
 * which the instance reaches others.
 */
public final class ConnectionPicture {

  private static final double MARGIN = 20;
  private static final double GAP = 16;
  private static final double HEADING = 34;
  private static final double NOTE = 18;

  private ConnectionPicture() {}

  /** Draws it; the same record gives the same document. */
  public static String of(ConnectionRecord connection) {
    TerminalWindow terminal = new TerminalWindow(connection);
    List<DetailPanel> panels =
        connection.details().stream()
            .map(table -> new DetailPanel(table, connection.observed()))
            .toList();
    List<String> notes = ConnectionText.notes(connection);
    double panelWidth = panels.stream().mapToDouble(DetailPanel::width).max().orElse(0);
    double panelHeight =
        panels.stream().mapToDouble(DetailPanel::height).sum() + GAP * (panels.size() - 1);
    double body = Math.max(terminal.height(), panelHeight);
    double top = MARGIN + HEADING;
    double width =
        2 * MARGIN
            + Math.max(
                terminal.width() + GAP + panelWidth,
                notes.stream().mapToDouble(FontStyle.NOTE::width).max().orElse(0));
    double height = top + body + GAP + notes.size() * NOTE + MARGIN / 2;

    Canvas canvas = new Canvas();
    canvas.box(0.5, 0.5, width - 1, height - 1, 12, DrawingStyle.PAGE);
    canvas.text(
        MARGIN,
        MARGIN,
        ConnectionText.title(connection),
        FontStyle.HEADING,
        Anchor.START,
        DrawingStyle.TEXT);
    terminal.draw(canvas, MARGIN, top, body);
    double panelTop = top;
    for (DetailPanel panel : panels) {
      panel.draw(
          canvas,
          MARGIN + terminal.width() + GAP,
          panelTop,
          width - 2 * MARGIN - terminal.width() - GAP);
      panelTop += panel.height() + GAP;
    }
    double noteTop = top + body + GAP;
    for (String note : notes) {
      canvas.text(MARGIN, noteTop, note, FontStyle.NOTE, Anchor.START, DrawingStyle.SECONDARY_TEXT);
      noteTop += NOTE;
    }
    return Svg.write(
        width,
        height,
        ConnectionText.title(connection),
        ConnectionText.description(connection),
        canvas.shapes());
  }
}
