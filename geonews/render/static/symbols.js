// Signs of events: a shape and a colour for each group of types, filled where the event
// happened, hollow where it is only said that it will, might, or did not.

(function (geonews) {
  "use strict";

  const { svg } = geonews;

  // Paths in a square from -10 to 10, about the same area each.
  const SHAPES = {
    triangle: "M0,-9.5 L9.5,7.5 L-9.5,7.5 Z",
    square: "M-7,-7 H7 V7 H-7 Z",
    hexagon: "M-4.5,-8 H4.5 L9,0 L4.5,8 H-4.5 L-9,0 Z",
    circle: "M0,-8 A8,8 0 1 1 0,8 A8,8 0 1 1 0,-8 Z",
    diamond: "M0,-10 L9,0 L0,10 L-9,0 Z",
    star: "M0,-10.5 L2.9,-3.6 L10,-3.2 L4.6,1.4 L6.4,8.6 L0,4.7 L-6.4,8.6 L-4.6,1.4 L-10,-3.2 L-2.9,-3.6 Z",
    pentagon: "M0,-9 L9,-2.4 L5.6,8 H-5.6 L-9,-2.4 Z",
  };

  const DENIED = "M-11,11 L11,-11";

  geonews.groups = geonews.config.groups;
  geonews.groupOfType = new Map(
    geonews.groups.flatMap((group, at) => group.types.map((type) => [type, at])),
  );

  /** How the modality shows: filled, hollow, hollow and dashed, or struck through. */
  function styleOf(modality, colour) {
    switch (modality) {
      case "happened":
      case "ongoing":
        return { fill: colour, stroke: colour, "stroke-width": 2 };
      case "planned":
      case "denied":
        return { fill: "#fff", stroke: colour, "stroke-width": 3 };
      case "background":
        return { fill: colour, "fill-opacity": 0.35, stroke: colour, "stroke-width": 2 };
      default:
        return { fill: "#fff", stroke: colour, "stroke-width": 3, "stroke-dasharray": "3.5 2.5" };
    }
  }

  /**
   * Draw the sign of one event.
   *
   * `area` puts a dashed ring about it: the event is somewhere in an area, not at the point.
   */
  geonews.sign = function ({ group, modality, size, area }) {
    const { colour, shape } = geonews.groups[group];
    const half = area ? 17 : 13;
    return svg(
      "svg",
      {
        class: "sign", width: size, height: size, "aria-hidden": "true", focusable: "false",
        viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`,
      },
      area ? svg("circle", { class: "sign-area", r: 15.5, stroke: colour }) : null,
      svg("path", { class: "sign-halo", d: SHAPES[shape] }),
      svg("path", { d: SHAPES[shape], "stroke-linejoin": "round", ...styleOf(modality, colour) }),
      modality === "ongoing" ? svg("circle", { r: 2.6, fill: "#fff" }) : null,
      modality === "denied"
        ? svg("path", { class: "sign-denied-halo", d: DENIED })
        : null,
      modality === "denied"
        ? svg("path", { class: "sign-denied", d: DENIED, stroke: colour })
        : null,
    );
  };

  /** Draw a ring whose arcs are the shares of the groups, with a number in it. */
  geonews.donut = function ({ counts, total, size, area }) {
    const width = 6;
    const radius = (size - width) / 2 - (area ? 5 : 2);
    const around = 2 * Math.PI * radius;
    const half = size / 2;
    const ring = svg("g", { fill: "none", "stroke-width": width, transform: "rotate(-90)" });
    let before = 0;
    counts.forEach((count, group) => {
      if (count > 0) {
        const share = (count / total) * around;
        ring.append(
          svg("circle", {
            r: radius, stroke: geonews.groups[group].colour,
            "stroke-dasharray": `${share} ${around - share}`, "stroke-dashoffset": -before,
          }),
        );
        before += share;
      }
    });
    const text = geonews.number(total);
    return svg(
      "svg",
      {
        class: "donut", width: size, height: size, "aria-hidden": "true", focusable: "false",
        viewBox: `${-half} ${-half} ${size} ${size}`,
      },
      area ? svg("circle", { class: "donut-area", r: half - 1.5 }) : null,
      svg("circle", { class: "donut-halo", r: radius + width / 2 + 1.5 }),
      ring,
      svg(
        "text",
        { class: "donut-text", "font-size": text.length > 4 ? 10 : text.length > 3 ? 11 : 13, dy: "0.36em" },
        text,
      ),
    );
  };
})(window.geonews);
