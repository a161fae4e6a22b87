// The address of a view: its fragment says what is shown, so that a link shows it again.
//
// A fragment is written by whoever made the link. Every value is checked against what the
// page knows before it is used, and what does not fit is passed over.

(function (geonews) {
  "use strict";

  const { events, filters } = geonews;
  const { columns } = events;
  let map = null;
  let chosen = null;

  const iso = geonews.isoOf;

  /** Names of what is hidden, by a set of indexes. */
  const hiddenNames = (hidden, names) => [...hidden].map((at) => names[at]).sort().join(",");

  function fragment() {
    const values = new URLSearchParams();
    const put = (name, value) => value && values.set(name, value);
    const { lat, lng } = map.getCenter();
    put("map", `${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
    put("from", filters.from !== events.earliest ? iso(filters.from) : "");
    put("to", filters.to !== events.latest ? iso(filters.to) : "");
    put("undated", filters.showUndated ? "" : "0");
    put("without", hiddenNames(filters.hiddenTypes, columns.types));
    put("unless", hiddenNames(filters.hiddenModalities, columns.modalities));
    put("sure", filters.confidence > 0 ? String(filters.confidence) : "");
    put("q", filters.query.trim());
    put("policy", geonews.policy() > 0 ? geonews.config.policies[geonews.policy()].name : "");
    put("event", chosen === null ? "" : events.key(chosen));
    return `#${values}`;
  }

  geonews.address = () => location.href.split("#")[0] + fragment();

  function write() {
    try {
      history.replaceState(null, "", fragment());
    } catch {
      // A page shown inside another (srcdoc) has no address of its own to change.
    }
  }

  let waiting = null;

  /** Write the address once things have come to rest. */
  function writeSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(write, 250);
  }

  geonews.choose = function (i) {
    chosen = i;
    writeSoon();
  };

  // ---- Reading ---------------------------------------------------------------------------

  function readDay(text, otherwise) {
    const day = geonews.dayNumber(text || "");
    return day === null || otherwise === null || iso(day) !== text
      ? otherwise
      : Math.max(events.earliest, Math.min(events.latest, day));
  }

  function readHidden(text, names, hidden) {
    hidden.clear();
    for (const name of (text || "").split(",")) {
      if (names.includes(name)) {
        hidden.add(names.indexOf(name));
      }
    }
  }

  function readView(text) {
    const [zoom, lat, lon] = (text || "").split("/").map(Number);
    const known = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 200;
    if (known) {
      map.setView(geonews.toLatLng(lon, lat), Math.max(1, Math.min(map.getMaxZoom(), zoom)), {
        animate: false,
      });
    }
  }

  function readFilters(values) {
    filters.from = readDay(values.get("from"), events.earliest);
    filters.to = readDay(values.get("to"), events.latest);
    if (filters.from !== null && filters.from > filters.to) {
      filters.from = events.earliest;
    }
    filters.showUndated = values.get("undated") !== "0";
    readHidden(values.get("without"), columns.types, filters.hiddenTypes);
    readHidden(values.get("unless"), columns.modalities, filters.hiddenModalities);
    filters.confidence = Math.max(0, Math.min(100, Math.round(Number(values.get("sure"))) || 0));
    filters.query = (values.get("q") || "").slice(0, 200);
    const policy = geonews.config.policies.findIndex(({ name }) => name === values.get("policy"));
    geonews.setPolicy(Math.max(policy, 0));
  }

  /** Show what the fragment of the address says. */
  function read() {
    const values = new URLSearchParams(location.hash.slice(1));
    readFilters(values);
    geonews.applyFilters();
    readView(values.get("map"));
    const event = values.has("event") ? events.find(values.get("event")) : -1;
    if (event >= 0 && events.isPlaced(event) && filters.visible.includes(event)) {
      geonews.openEvent(event, null);
    }
  }

  geonews.startAddress = function (theMap) {
    map = theMap;
    if (location.hash.length > 1) {
      read();
    } else {
      geonews.applyFilters();
    }
    map.on("moveend", writeSoon);
    geonews.onFilter(writeSoon);
    geonews.onView(writeSoon);
    window.addEventListener("hashchange", read);
  };
})(window.geonews);
