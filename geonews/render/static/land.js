// What lies under the events: land, boundary lines, contested areas.

(function (geonews) {
  "use strict";

  const { decodeLine, element, svg } = geonews;
  const basemap = geonews.readIsland("geonews-basemap");
  const contested = geonews.readIsland("geonews-contested");

  /** Make a pane with an SVG renderer of its own, at a height among the other panes. */
  function paneOptions(map, name, zIndex) {
    map.createPane(name).style.zIndex = zIndex;
    return { pane: name, renderer: L.svg({ pane: name, padding: 0.5 }) };
  }

  geonews.paneOptions = paneOptions;

  geonews.landLayer = (map) =>
    L.polygon(
      basemap.land.map((rings) => rings.map(decodeLine)),
      { ...paneOptions(map, "land", 210), className: "land", interactive: false, smoothFactor: 0.7 },
    );

  geonews.boundaryLayer = (map) =>
    L.polyline(basemap.boundaries.map(decodeLine), {
      ...paneOptions(map, "boundaries", 220), className: "boundary", interactive: false,
      smoothFactor: 0.7,
    });

  // ---- Contested areas ---------------------------------------------------------------

  const HATCHES = {
    forward: { angle: 45 },
    backward: { angle: -45 },
    level: { angle: 0 },
  };

  function pattern(name) {
    return svg(
      "pattern",
      {
        id: `hatch-${name}`, width: 9, height: 9, patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${HATCHES[name].angle})`,
      },
      svg("rect", { class: "hatch-ground", width: 9, height: 9 }),
      svg("line", { class: "hatch-line", x1: 0, y1: 4.5, x2: 9, y2: 4.5 }),
    );
  }

  /** Put the hatches where every SVG of the page can refer to them. */
  function addPatterns() {
    const holder = svg(
      "svg",
      { class: "patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" },
      svg("defs", null, ...Object.keys(HATCHES).map(pattern)),
    );
    document.body.append(holder);
  }

  geonews.contested = contested;

  /** Draw a sample of the hatch, for the legend. */
  geonews.hatchSample = (name) =>
    svg(
      "svg",
      { class: "hatch-sample", width: 30, height: 18, "aria-hidden": "true", focusable: "false" },
      svg("rect", { class: `contested hatch-${name}`, x: 1, y: 1, width: 28, height: 16 }),
    );

  function areaClass(area) {
    const ground = area.hatch ? `contested hatch-${area.hatch}` : "assigned";
    return `${ground} line-${area.line}`;
  }

  function areaLayer(area, options) {
    const layer = L.polygon(
      area.polygons.map((rings) => rings.map(decodeLine)),
      { ...options, className: areaClass(area), smoothFactor: 0.5 },
    );
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      geonews.openTerritory(area, event.latlng, layer.getElement());
    });
    layer.on("add", () => {
      const path = layer.getElement();
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", `${geonews.config.labels.ui.contested}: ${area.name}`);
      path.onkeydown = (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          geonews.openTerritory(area, geonews.toLatLng(area.lon, area.lat), path);
        }
      };
    });
    return layer;
  }

  geonews.contestedLayer = function (map) {
    addPatterns();
    const options = paneOptions(map, "contested", 230);
    const names = L.layerGroup();
    const layer = L.layerGroup(contested.areas.map((area) => areaLayer(area, options)));
    layer.addLayer(names);
    map.createPane("names").style.zIndex = 240;
    map.on("geonews:drawn", () => writeNames(map, names));
    return layer;
  };

  const NAME_HEIGHT = 20;

  /** The name, with the year of the standing drawn where that is not the map's own day. */
  const nameOnMap = (area) => (area.year ? `${area.name} (${area.year})` : area.name);

  /** Find room for a name in an area, clear of the events drawn; null where there is none. */
  function roomForName(map, area) {
    const [west, south, east, north] = area.bbox;
    const from = map.project(geonews.toLatLng(west, north));
    const to = map.project(geonews.toLatLng(east, south));
    const middle = map.project(geonews.toLatLng(area.lon, area.lat));
    const half = 6 + 3.4 * nameOnMap(area).length;
    if (to.x - from.x < 2 * half || to.y - from.y < 2 * NAME_HEIGHT) {
      return null;
    }
    for (const shift of [0, -1, 1, -2, 2, -3, 3]) {
      const y = middle.y + shift * NAME_HEIGHT * 0.8;
      const box = [middle.x - half, y - NAME_HEIGHT / 2, middle.x + half, y + NAME_HEIGHT / 2];
      const inside = box[1] > from.y && box[3] < to.y;
      if (inside && !geonews.takenBoxes().some((other) => geonews.overlap(box, other))) {
        return map.unproject(L.point(middle.x, y));
      }
    }
    return null;
  }

  /** Write the name of each contested area that is large enough on the screen to bear it. */
  function writeNames(map, names) {
    names.clearLayers();
    for (const area of contested.areas) {
      const position = roomForName(map, area);
      if (position) {
        const text = element("span", { dir: "auto" }, nameOnMap(area));
        const icon = L.divIcon({ className: "area-name", html: text, iconSize: [0, 0] });
        names.addLayer(
          L.marker(position, { icon, pane: "names", interactive: false, keyboard: false }),
        );
      }
    }
  }
})(window.geonews);
