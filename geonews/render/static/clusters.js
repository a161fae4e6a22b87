// The events on the map: gathered by a grid of the screen, single where there is room.
//
// At every move the visible events are counted into cells of 56 pixels, or larger ones where
// that would crowd the screen, and one marker is drawn per cell. The cost is one pass, the
// number of elements is bounded, and a filter needs no index to be rebuilt.

(function (geonews) {
  "use strict";

  const { element, events, filters, paneOptions, toLatLng } = geonews;
  const CELL = 56;
  const LARGEST_CELL = 230;
  const MOST_MARKERS = 60; // A ring of seven colours takes fifteen elements.
  const MERGE = 44; // Markers nearer than this, in pixels, become one.
  const words = geonews.config.labels.ui;
  const labels = geonews.config.labels;

  function emptyCell(key) {
    return {
      key, x: 0, y: 0, members: [], areas: 0, places: new Set(),
      counts: new Array(geonews.groups.length).fill(0),
    };
  }

  function addMember(cell, i, x, y) {
    const n = cell.members.length;
    cell.x = (cell.x * n + x) / (n + 1);
    cell.y = (cell.y * n + y) / (n + 1);
    cell.members.push(i);
    cell.places.add(events.columns.place[i]);
    cell.counts[events.group[i]] += 1;
    cell.areas += events.isArea(i) ? 1 : 0;
  }

  function absorb(cell, other) {
    const n = cell.members.length;
    const m = other.members.length;
    cell.x = (cell.x * n + other.x * m) / (n + m);
    cell.y = (cell.y * n + other.y * m) / (n + m);
    for (const i of other.members) {
      cell.members.push(i);
    }
    other.places.forEach((place) => cell.places.add(place));
    other.counts.forEach((count, group) => (cell.counts[group] += count));
    cell.areas += other.areas;
  }

  // Cells do not depend on where the map is, so that a pan finds them made.
  const made = new Map();
  let madeAt = null;
  geonews.onFilter(() => made.clear());

  /** Return the visible events in cells of the screen at a zoom; positions in world pixels. */
  function cellsOf(zoom, side) {
    if (madeAt !== zoom) {
      made.clear();
      madeAt = zoom;
    }
    if (!made.has(side)) {
      made.set(side, gather(zoom, side));
    }
    return made.get(side);
  }

  function gather(zoom, side) {
    const worldSize = 256 * 2 ** zoom;
    const cells = new Map();
    for (const i of filters.visible) {
      const place = events.columns.place[i];
      if (place >= 0) {
        const x = events.placeX[place] * worldSize;
        const y = events.placeY[place] * worldSize;
        const key = `${Math.floor(x / side)}:${Math.floor(y / side)}`;
        if (!cells.has(key)) {
          cells.set(key, emptyCell(key));
        }
        addMember(cells.get(key), i, x, y);
      }
    }
    return mergeNeighbours(cells, (side * MERGE) / CELL);
  }

  /** Join what an edge of the grid has cut apart, the fullest cells first. */
  function mergeNeighbours(cells, near) {
    const order = [...cells.values()].sort((a, b) => b.members.length - a.members.length);
    const gone = new Set();
    for (const cell of order) {
      if (gone.has(cell)) {
        continue;
      }
      const [column, row] = cell.key.split(":").map(Number);
      for (let dx = -1; dx <= 1; dx += 1) {
        for (let dy = -1; dy <= 1; dy += 1) {
          const other = cells.get(`${column + dx}:${row + dy}`);
          if (
            other && other !== cell && !gone.has(other) &&
            Math.hypot(other.x - cell.x, other.y - cell.y) < near
          ) {
            absorb(cell, other);
            gone.add(other);
          }
        }
      }
    }
    return order.filter((cell) => !gone.has(cell));
  }

  // ---- Markers -----------------------------------------------------------------------

  function markerSize(cell) {
    const n = cell.members.length;
    const area = cell.areas === n;
    if (n === 1) {
      return area ? 36 : 26;
    }
    return Math.round(Math.min(50, 32 + 4 * Math.log2(n)) + (area ? 6 : 0));
  }

  function drawSign(cell, size) {
    const total = cell.members.length;
    const area = cell.areas === total;
    if (total > 1) {
      return geonews.donut({ counts: cell.counts, total, size, area });
    }
    const [i] = cell.members;
    return geonews.sign({ group: events.group[i], modality: events.modality(i), size, area });
  }

  /** Name the place of a cell, where it is one place. */
  function cellName(cell) {
    const [place] = cell.places;
    return cell.places.size === 1 ? events.places.name[place] : "";
  }

  function describe(cell) {
    const [i] = cell.members;
    if (cell.members.length > 1) {
      return [geonews.plural("events", cell.members.length), cellName(cell)]
        .filter(Boolean).join(words.comma);
    }
    const parts = [labels.types[events.type(i)], events.placeName(i), events.date(i)];
    return `${parts.filter(Boolean).join(words.comma)}: ${events.heading(i)}`;
  }

  function makeMarker(map, cell, name) {
    const size = markerSize(cell);
    const single = cell.members.length === 1;
    const face = element(
      "span",
      { class: "event-face" },
      drawSign(cell, size),
      name ? element("span", { class: "event-name", dir: "auto", "aria-hidden": "true" }, name) : null,
    );
    const icon = L.divIcon({
      className: single ? "event-marker event-single" : "event-marker event-cluster",
      html: face, iconSize: [size, size],
    });
    const position = map.unproject(L.point(cell.x, cell.y), map.getZoom());
    const marker = L.marker(position, { icon, riseOnHover: true, zIndexOffset: single ? 0 : 500 });
    marker.on("click", () => openCell(map, cell, position, marker.getElement()));
    marker.on("keypress", (event) => {
      if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") {
        L.DomEvent.stop(event.originalEvent);
        openCell(map, cell, position, marker.getElement());
      }
    });
    marker.on("add", () => {
      const node = marker.getElement();
      node.setAttribute("aria-label", describe(cell));
      node.dataset.key = String(cell.members[0]);
      node.dataset.count = String(cell.members.length);
    });
    return marker;
  }

  function openCell(map, cell, position, opener) {
    if (cell.members.length === 1) {
      geonews.openEvent(cell.members[0], opener);
      return;
    }
    const spread = L.latLngBounds(cell.members.map(events.latLng));
    const zoom = map.getBoundsZoom(spread, false, L.point(60, 60));
    const samePlace = cell.places.size === 1;
    if (samePlace || map.getZoom() >= map.getMaxZoom()) {
      geonews.openCluster(cell.members, position, opener);
    } else {
      const nearer = Math.max(map.getZoom() + 1, Math.min(zoom, map.getZoom() + 3));
      map.flyTo(spread.getCenter(), Math.min(nearer, map.getMaxZoom()), {
        animate: !geonews.prefersStillness(), duration: 0.5,
      });
    }
  }

  geonews.prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Boxes of the screen, in world pixels, that a marker or its name covers. */
  let taken = [];
  geonews.takenBoxes = () => taken;

  /** Choose which markers can bear a name without running into each other. */
  function placeNames(cells) {
    taken = cells.map((cell) => {
      const half = markerSize(cell) / 2;
      return [cell.x - half, cell.y - half, cell.x + half, cell.y + half];
    });
    return cells.map((cell) => {
      const name = cellName(cell);
      const half = 4 + name.length * 3.6;
      const top = cell.y + markerSize(cell) / 2 + 1;
      const box = [cell.x - half, top, cell.x + half, top + 17];
      if (!name || taken.some((other) => geonews.overlap(box, other))) {
        return "";
      }
      taken.push(box);
      return name;
    });
  }

  geonews.overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function redraw(map, layer) {
    const zoom = map.getZoom();
    const focused = document.activeElement && document.activeElement.dataset.key;
    const shown = map.getPixelBounds();
    const margin = map.getSize().multiplyBy(0.1);
    const inView = (cell) =>
      cell.x > shown.min.x - margin.x && cell.x < shown.max.x + margin.x &&
      cell.y > shown.min.y - margin.y && cell.y < shown.max.y + margin.y;
    let side = CELL;
    let cells = cellsOf(zoom, side).filter(inView);
    while (cells.length > MOST_MARKERS && side * 1.4 < LARGEST_CELL) {
      side *= 1.4;
      cells = cellsOf(zoom, side).filter(inView);
    }
    const names = placeNames(cells);
    layer.clearLayers();
    cells.forEach((cell, at) => layer.addLayer(makeMarker(map, cell, names[at])));
    map.fire("geonews:drawn");
    if (focused) {
      const again = geonews.markerOf(Number(focused));
      if (again) {
        again.focus({ preventScroll: true });
      }
    }
  }

  /** Find the marker that begins with an event, if one does. */
  geonews.markerOf = (i) => document.querySelector(`.event-marker[data-key="${i}"]`);

  geonews.eventLayer = function (map) {
    const layer = L.layerGroup();
    const draw = () => {
      if (map.hasLayer(layer)) {
        redraw(map, layer);
      }
    };
    map.whenReady(() => {
      map.on("moveend", draw);
      geonews.onFilter(draw);
      draw();
    });
    layer.on("add", draw);
    return layer;
  };

  // ---- Extents of imprecise events -----------------------------------------------------

  const SMALLEST = 20; // Pixels: a smaller circle hides under its own marker.
  const LARGEST = 130; // A larger one would tint half the map; choosing the event shows it.
  const MOST = 200;

  function circle(place, options, className) {
    const { places } = events;
    return L.circle(toLatLng(places.lon[place], places.lat[place]), {
      ...options, radius: places.km[place] * 1000, className, interactive: false,
    });
  }

  function radiusInPixels(map, place) {
    const { places } = events;
    const latitude = (places.lat[place] * Math.PI) / 180;
    const kmPerPixel = (40075 * Math.cos(latitude)) / (256 * 2 ** map.getZoom());
    return places.km[place] / kmPerPixel;
  }

  geonews.extentLayer = function (map) {
    const options = paneOptions(map, "extents", 260);
    const layer = L.layerGroup();
    const draw = () => {
      layer.clearLayers();
      const drawn = new Set();
      for (const i of filters.visible) {
        const place = events.columns.place[i];
        if (place >= 0 && !drawn.has(place) && drawn.size < MOST && events.places.km[place] > 0) {
          drawn.add(place);
          const radius = radiusInPixels(map, place);
          if (radius > SMALLEST && radius < LARGEST) {
            layer.addLayer(circle(place, options, "extent"));
          }
        }
      }
    };
    map.whenReady(() => {
      map.on("zoomend", draw);
      geonews.onFilter(draw);
      draw();
    });
    geonews.outline = (place) => circle(place, options, "extent extent-selected");
    return layer;
  };
})(window.geonews);
