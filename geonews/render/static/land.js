// What lies under the events: land, boundary lines, contested areas.

(function (geonews) {
  "use strict";

  const { decodeLine, element, svg } = geonews;
  const basemap = geonews.readIsland("geonews-basemap");
  const contested = readContested(geonews.readIsland("geonews-contested"));

  /** Put names where the page carries their indexes, each name once. */
  function readContested({ on, looks, names, rows, areas }) {
    const named = (indexes) => indexes.map((at) => names[at]);
    return {
      on, looks,
      rows: rows.map(([name, standing, claimants, administrators]) => ({
        name: names[name], standing: names[standing],
        claimants: named(claimants), administrators: named(administrators),
      })),
      areas: areas.map(([name, other, lon, lat, polygons, ...spans]) => ({
        name: names[name], other: names[other], lon, lat, polygons, spans,
      })),
    };
  }

  /** Make a pane with an SVG renderer of its own, at a height among the other panes. */
  function paneOptions(map, name, zIndex) {
    map.createPane(name).style.zIndex = zIndex;
    return { pane: name, renderer: L.svg({ pane: name, padding: 0.5 }) };
  }

  geonews.paneOptions = paneOptions;

  /** Tiles of the service that the page was made with; whoever looks at the page asks it. */
  function tileLayer({ url, subdomains, max_zoom: maxNativeZoom }) {
    return L.tileLayer(url, {
      subdomains, maxNativeZoom, maxZoom: 20, referrerPolicy: "strict-origin-when-cross-origin",
    });
  }

  geonews.landLayer = (map) =>
    geonews.config.tiles ? tileLayer(geonews.config.tiles) : L.polygon(
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

  // ---- As of which day, and by which policy -------------------------------------------

  const lastDay = geonews.dayNumber(contested.on);
  let asOf = lastDay;
  let policy = 0;
  const viewListeners = [];

  /** The day that the areas are shown as of. */
  geonews.asOf = () => asOf;

  /** Index of the display policy that the areas are shown by. */
  geonews.policy = () => policy;

  /** Call back when the day or the policy changes. */
  geonews.onView = (listener) => viewListeners.push(listener);

  geonews.setPolicy = function (index) {
    policy = index;
    viewListeners.forEach((listener) => listener());
  };

  /** The areas are shown as of the end of the period chosen, and of no day after the map's. */
  geonews.onFilter(() => {
    const { to } = geonews.filters;
    const day = to === null ? lastDay : Math.min(to, lastDay);
    if (day !== asOf) {
      asOf = day;
      viewListeners.forEach((listener) => listener());
    }
  });

  /** What holds in an area on the day shown: the last span that has begun. */
  function spanOf(area) {
    let found = area.spans[0];
    for (const span of area.spans) {
      if (geonews.dayNumber(span[0]) <= asOf) {
        found = span;
      }
    }
    const [, row, kind, drawnAs, ...looks] = found;
    return { row, kind, drawnAs, look: contested.looks[(looks[policy] || 0) - 1] || null };
  }

  const lookOf = (area) => spanOf(area).look;

  geonews.areaNow = function (area) {
    const { row, kind, drawnAs, look } = spanOf(area);
    const [hatch, line, assigned] = look || ["", "", ""];
    const now = [row, geonews.isoOf(asOf)];
    return {
      drawn: look !== null, hatch, line, assigned, kind,
      statuses: drawnAs ? [drawnAs, now] : [now],
      year: drawnAs ? drawnAs[1].slice(0, 4) : "",
    };
  };

  function areaClass(area) {
    const [hatch, line] = lookOf(area);
    const ground = hatch ? `contested hatch-${hatch}` : "assigned";
    return `leaflet-interactive ${ground} line-${line}`;
  }

  function areaLayer(area, options) {
    const layer = L.polygon(
      area.polygons.map((rings) => rings.map(decodeLine)), { ...options, smoothFactor: 0.5 },
    );
    area.bounds = layer.getBounds();
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      geonews.openTerritory(area, event.latlng, layer.getElement());
    });
    layer.on("add", () => {
      const path = layer.getElement();
      path.setAttribute("class", areaClass(area));
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

  /** Put on the map what is drawn on the day shown, and take the rest off. */
  function redraw(layer, parts) {
    for (const [area, part] of parts) {
      const drawn = lookOf(area) !== null;
      if (drawn !== layer.hasLayer(part)) {
        layer[drawn ? "addLayer" : "removeLayer"](part);
      } else if (drawn && part.getElement()) {
        part.getElement().setAttribute("class", areaClass(area));
      }
    }
  }

  geonews.contestedLayer = function (map) {
    addPatterns();
    const options = paneOptions(map, "contested", 230);
    const names = L.layerGroup();
    const parts = contested.areas.map((area) => [area, areaLayer(area, options)]);
    const layer = L.layerGroup([names]);
    redraw(layer, parts);
    geonews.onView(() => {
      redraw(layer, parts);
      writeNames(map, names);
    });
    map.createPane("names").style.zIndex = 240;
    map.on("geonews:drawn", () => writeNames(map, names));
    return layer;
  };

  const NAME_HEIGHT = 20;

  /** The name, with the year of the standing drawn where that is not the day shown. */
  function nameOnMap(area) {
    const { year } = geonews.areaNow(area);
    return year ? `${area.name} (${year})` : area.name;
  }

  /** Find room for a name in an area, clear of the events drawn; null where there is none. */
  function roomForName(map, area) {
    const from = map.project(area.bounds.getNorthWest());
    const to = map.project(area.bounds.getSouthEast());
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
    for (const area of contested.areas.filter(lookOf)) {
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
