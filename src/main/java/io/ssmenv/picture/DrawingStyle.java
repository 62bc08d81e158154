package io.ssmenv.picture;

import java.util.Locale;

/**
 * The looks of shapes, for a light and for a dark page. Each is a class of the picture's style
 * sheet.
 */
enum DrawingStyle {
  PAPER("fill:#ffffff;stroke:#d0d7de", "fill:#0d1117;stroke:#30363d"),
  VPC("fill:#f6f8fa;stroke:#818b98", "fill:#151b23;stroke:#656c76"),
  WORKLOAD("fill:#e3effd;stroke:#8fb8e8", "fill:#0f2543;stroke:#2f5f9e"),
  PUBLIC("fill:#fdf3dc;stroke:#dcb967", "fill:#2d2309;stroke:#7a5f1c"),
  CARD("fill:#ffffff;stroke:#b6c0cb", "fill:#0d1117;stroke:#4a535e"),
  GUARD("fill:none;stroke:#57606a;stroke-dasharray:4 3", "fill:none;stroke:#9198a1"),
  DIVIDER("fill:none;stroke:#b6c0cb;stroke-dasharray:2 4", "fill:none;stroke:#4a535e"),
  CHIP("fill:#fff1c2;stroke:#c69026", "fill:#3a2c07;stroke:#bb8009"),
  GATEWAY("fill:#ffffff;stroke:#1a7f37;stroke-width:1.5", "fill:#0d1117;stroke:#3fb950"),
  OUTSIDE("fill:#eaeef2;stroke:#b6c0cb", "fill:#262c36;stroke:#4a535e"),
  SERVICE("fill:#1a7f37;stroke:none", "fill:#196c2e;stroke:none"),
  WAY("fill:none;stroke:#1a7f37;stroke-width:2.5", "fill:none;stroke:#3fb950"),
  WAY_END("fill:#1a7f37;stroke:none", "fill:#3fb950;stroke:none"),
  BYWAY("fill:none;stroke:#818b98;stroke-width:1.5", "fill:none;stroke:#818b98"),
  BYWAY_END("fill:#818b98;stroke:none", "fill:#818b98;stroke:none"),
  BARRED(
      "fill:none;stroke:#cf222e;stroke-width:1.5;stroke-dasharray:3 3", "fill:none;stroke:#f85149"),
  STOP("fill:#ffffff;stroke:#cf222e;stroke-width:2", "fill:#0d1117;stroke:#f85149"),
  SIGN("fill:none;stroke:#57606a;stroke-width:1.5", "fill:none;stroke:#9198a1"),
  TEXT("fill:#1f2328", "fill:#f0f6fc"),
  QUIET("fill:#57606a", "fill:#9da7b3"),
  ADDRESS("fill:#6d4c00", "fill:#f2cc60"),
  INVERSE("fill:#ffffff", "fill:#ffffff");

  private final String light;
  private final String dark;

  DrawingStyle(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The name of the class. */
  String style() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The style sheet of all inks; a viewer that prefers dark gets only what differs. */
  static String sheet() {
    StringBuilder rules = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    for (DrawingStyle ink : values()) {
      rules.append("\n.").append(ink.style()).append('{').append(ink.light).append('}');
      if (!ink.dark.equals(ink.light)) {
        dark.append("\n.").append(ink.style()).append('{').append(ink.dark).append('}');
      }
    }
    return rules + "\n@media (prefers-color-scheme: dark){" + dark + "\n}\n";
  }
}
