// The events in memory, and which of them the filters let through.
//
// Everything that a filter asks stands in typed arrays, so that a filter is one pass over
// numbers: about twenty milliseconds for a hundred thousand events.

(function (geonews) {
  "use strict";

  const { dayNumber, foldText } = geonews;
  const columns = geonews.readIsland("geonews-events");
  const places = columns.places;
  const size = columns.id.length;

  const NO_DAY = -0x80000000;
  const firstDay = new Int32Array(size);
  const lastDay = new Int32Array(size);
  const group = new Uint8Array(size);
  const placeX = new Float64Array(places.lon.length);
  const placeY = new Float64Array(places.lon.length);

  for (let i = 0; i < size; i += 1) {
    const from = dayNumber(columns.from[i] || columns.to[i]);
    const to = dayNumber(columns.to[i] || columns.from[i]);
    firstDay[i] = from === null ? NO_DAY : from;
    lastDay[i] = to === null ? NO_DAY : to;
    group[i] = geonews.groupOfType.get(columns.types[columns.type[i]]);
  }

  // Web Mercator, the world as a square from 0 to 1: pixels are a multiplication away.
  for (let p = 0; p < places.lon.length; p += 1) {
    const sin = Math.sin((Math.max(-85, Math.min(85, places.lat[p])) * Math.PI) / 180);
    placeX[p] = places.lon[p] / 360 + 0.5;
    placeY[p] = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  }

  let earliest = Infinity;
  let latest = -Infinity;
  let undated = 0;
  for (let i = 0; i < size; i += 1) {
    if (firstDay[i] === NO_DAY) {
      undated += 1;
    } else {
      earliest = Math.min(earliest, firstDay[i]);
      latest = Math.max(latest, lastDay[i]);
    }
  }

  const events = (geonews.events = {
    size, columns, places, placeX, placeY, group, firstDay, undated,
    earliest: earliest === Infinity ? null : earliest,
    latest: latest === -Infinity ? null : latest,
    type: (i) => columns.types[columns.type[i]],
    modality: (i) => columns.modalities[columns.modality[i]],
    isPlaced: (i) => columns.place[i] >= 0,
    isDated: (i) => firstDay[i] !== NO_DAY,
    /** Whether the event is known to lie in an area, and not at the point. */
    isArea: (i) => columns.place[i] >= 0 && events.isAreaPlace(columns.place[i]),
    isAreaPlace: (p) => places.precision[p] >= 2 || places.km[p] > 0,
    latLng: (i) => geonews.toLatLng(places.lon[columns.place[i]], places.lat[columns.place[i]]),
    placeName: (i) => (columns.place[i] >= 0 ? places.name[columns.place[i]] : ""),
    date: (i) =>
      geonews.formatInterval(columns.from[i], columns.to[i], columns.time_precision[i]),
    heading: (i) => columns.title[i] || columns.summary[i] || geonews.config.labels.ui.untitled,
  });

  // ---- Filters ---------------------------------------------------------------------

  const filters = (geonews.filters = {
    hiddenTypes: new Set(),
    hiddenModalities: new Set(),
    from: events.earliest,
    to: events.latest,
    showUndated: true,
    query: "",
    /** Least confidence that passes, in percent. */
    confidence: 0,
    /** Indexes of the events that pass, in the order of the data. */
    visible: [],
    countsByType: new Uint32Array(columns.types.length),
    countsByModality: new Uint32Array(columns.modalities.length),
  });

  const listeners = [];
  geonews.onFilter = (listener) => listeners.push(listener);

  let haystacks = null;

  function makeHaystacks() {
    const typeNames = geonews.config.labels.types;
    return columns.id.map((_, i) => {
      const p = columns.place[i];
      const place = p >= 0 ? `${places.name[p]} ${places.other[p]}` : "";
      const text = [columns.title[i], columns.summary[i], place, typeNames[events.type(i)]];
      return foldText(text.join(" "));
    });
  }

  function textTest() {
    const wanted = foldText(filters.query).split(/\s+/).filter(Boolean);
    if (wanted.length === 0) {
      return () => true;
    }
    haystacks = haystacks || makeHaystacks();
    return (i) => wanted.every((word) => haystacks[i].includes(word));
  }

  function dayTest() {
    const whole = filters.from === events.earliest && filters.to === events.latest;
    const { from, to, showUndated } = filters;
    return (i) => {
      if (firstDay[i] === NO_DAY) {
        return showUndated;
      }
      return whole || (firstDay[i] <= to && lastDay[i] >= from);
    };
  }

  /** Work out anew what is visible; the counts of a filter leave that filter itself out. */
  geonews.applyFilters = function () {
    const { countsByType, countsByModality, hiddenTypes, hiddenModalities } = filters;
    const textPasses = textTest();
    const dayPasses = dayTest();
    countsByType.fill(0);
    countsByModality.fill(0);
    filters.visible = [];
    for (let i = 0; i < size; i += 1) {
      const typePasses = !hiddenTypes.has(columns.type[i]);
      const modalityPasses = !hiddenModalities.has(columns.modality[i]);
      const surePasses = columns.confidence[i] * 100 >= filters.confidence;
      if ((typePasses || modalityPasses) && surePasses && dayPasses(i) && textPasses(i)) {
        countsByType[columns.type[i]] += modalityPasses ? 1 : 0;
        countsByModality[columns.modality[i]] += typePasses ? 1 : 0;
        if (typePasses && modalityPasses) {
          filters.visible.push(i);
        }
      }
    }
    listeners.forEach((listener) => listener());
  };

  geonews.isFiltered = () =>
    filters.hiddenTypes.size > 0 ||
    filters.hiddenModalities.size > 0 ||
    filters.query.trim() !== "" ||
    filters.confidence > 0 ||
    !filters.showUndated ||
    filters.from !== events.earliest ||
    filters.to !== events.latest;

  geonews.clearFilters = function () {
    filters.hiddenTypes.clear();
    filters.hiddenModalities.clear();
    filters.query = "";
    filters.confidence = 0;
    filters.showUndated = true;
    filters.from = events.earliest;
    filters.to = events.latest;
    geonews.applyFilters();
  };
})(window.geonews);
