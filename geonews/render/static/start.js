// The order in which the page comes to life.

(function (geonews) {
  "use strict";

  const { element, toLatLng } = geonews;
  const { labels } = geonews.config;
  const words = labels.ui;
  const CLOSEST = 7; // Opening nearer than this would show one town and nothing about it.

  /** West, south, east, north of the middle nine tenths of the events, by their numbers. */
  function middleBounds() {
    const { places, columns } = geonews.events;
    const placed = columns.place.filter((place) => place >= 0);
    const ends = (of) => {
      const sorted = placed.map((place) => of[place]).sort((a, b) => a - b);
      const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
      return [at(0.05), at(0.95)];
    };
    const [west, east] = ends(places.lon);
    const [south, north] = ends(places.lat);
    return [west, south, east, north];
  }

  const FEW = 20;
  const FAR = 2.5; // Times the middle's width or height that outliers may stretch the view by.
  const WIDE = 120; // Degrees that a narrow screen shows too small to read.

  /** Whether a few events far off would make the rest too small to see. */
  function isStretched([west, south, east, north], middle) {
    const [inner, across] = [middle[2] - middle[0], middle[3] - middle[1]].map((d) => Math.max(d, 2));
    return east - west > FAR * inner || north - south > FAR * across;
  }

  /** Open on all events, or on most where few lie far off; on the world where there are none. */
  function openView(map) {
    let view = geonews.config.bounds;
    const placed = geonews.events.columns.place.filter((place) => place >= 0).length;
    const middle = placed > 0 ? middleBounds() : view;
    const narrow = map.getSize().x < 640 && view[2] - view[0] > WIDE;
    if (placed > 0 && !geonews.config.fixed_view && (narrow || (placed >= FEW && isStretched(view, middle)))) {
      view = middle;
    }
    const [west, south, east, north] = view;
    const bounds = L.latLngBounds(toLatLng(west, south), toLatLng(east, north));
    map.fitBounds(bounds, { animate: false, padding: [48, 48], maxZoom: CLOSEST });
    map.setMaxBounds(L.latLngBounds(toLatLng(-200, -80), toLatLng(200, 85)));
  }

  /** Leaflet writes its scale in Latin units only. */
  const Scale = L.Control.Scale.extend({
    _updateScale(scale, text, ratio) {
      const [, n, unit] = /^([\d.]+) (\w+)$/.exec(text);
      const written = `${geonews.number(Number(n))} ${words[unit]}`;
      L.Control.Scale.prototype._updateScale.call(this, scale, written, ratio);
    },
  });

  /** A button that gives the page the whole screen, where the browser can. */
  const Fullscreen = L.Control.extend({
    onAdd() {
      const link = element(
        "button",
        { type: "button", class: "fullscreen", title: words.fullscreen, "aria-label": words.fullscreen },
      );
      link.addEventListener("click", () => {
        const done = document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen();
        done.catch(() => {}); // A page inside another may not be allowed to.
      });
      L.DomEvent.disableClickPropagation(link);
      return element("div", { class: "leaflet-bar" }, link);
    },
  });

  function addControls(map, side) {
    const other = side === "left" ? "right" : "left";
    L.control
      .zoom({ position: `top${side}`, zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out })
      .addTo(map);
    if (document.fullscreenEnabled) {
      new Fullscreen({ position: `top${side}` }).addTo(map);
    }
    new Scale({ position: `bottom${side}`, imperial: false }).addTo(map);
    const attribution = L.control.attribution({ position: `bottom${other}`, prefix: false });
    attribution.addAttribution("GeoNames · Natural Earth · Leaflet").addTo(map);
    if (geonews.config.tiles) {
      // Leaflet takes an attribution for markup; what a service says of itself is text.
      const credit = element("bdi", { class: "tile-credit" }, ` · ${geonews.config.tiles.attribution}`);
      attribution.getContainer().append(credit);
    }
    const toggle = document.querySelector(".leaflet-control-layers-toggle");
    toggle.title = words.layers;
    toggle.setAttribute("aria-label", words.layers);
  }

  geonews.start = function (map, side) {
    map.getContainer().setAttribute("aria-label", words.map);
    geonews.startDetails(map, side);
    geonews.startPanel();
    addControls(map, side);
    openView(map);
    geonews.applyFilters(); // The map is there while packed texts are still being read.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    geonews.map = map;
    geonews.whenRead(() => {
      geonews.startAddress(map);
      document.documentElement.dataset.ready = "true";
      window.geonewsReady = true;
      window.geonewsReadyAt = performance.now(); // Milliseconds since the page was asked for.
    });
  };
})(window.geonews);
