// The events in memory, and which of them the filters let through.
//
// Everything that a filter asks stands in typed arrays, so that a filter is one pass over
// numbers: about twenty milliseconds for a hundred thousand events.

(function (geonews) {
  "use strict";

  const { foldText } = geonews;
  const words = geonews.config.labels.ui;
  const columns = geonews.readIsland("geonews-events");
  const places = columns.places;
  const size = columns.type.length;

  const NO_DAY = -0x80000000;
  const firstDay = new Int32Array(size);
  const lastDay = new Int32Array(size);
  const group = new Uint8Array(size);
  const placeX = new Float64Array(places.lon.length);
  const placeY = new Float64Array(places.lon.length);

  /** First and last day of an event, null where it is open or not known. */
  function daysOf(i) {
    const from = columns.from[i];
    const to = columns.to[i];
    return [from, from === null || to === null ? to : from + to];
  }

  for (let i = 0; i < size; i += 1) {
    const [from, to] = daysOf(i);
    const first = from === null ? to : from;
    const last = to === null ? from : to;
    firstDay[i] = first === null ? NO_DAY : first;
    lastDay[i] = last === null ? NO_DAY : last;
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

  // ---- What is read of an event: on the page, or in files beside it ------------------------

  const perFile = geonews.config.texts_per_file; // 0 where the page holds them all.
  const files = new Map();

  const NO_TEXTS = { id: [], title: [], summary: [], source: [], sources: {}, told: {} };

  /** Read what gzip and base64 have packed. */
  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  /** Call back once the page's own texts can be read: at once, unless they are packed. */
  geonews.whenRead = function (then) {
    const texts = perFile === 0 ? geonews.readIsland("geonews-texts") : null;
    if (typeof texts === "string") {
      // A browser of before 2023 cannot unpack: the map works, its texts stay away.
      unpacked(texts).then((read) => files.set(0, read), () => files.set(0, NO_TEXTS)).then(then);
    } else {
      if (texts) {
        files.set(0, texts);
      }
      then();
    }
  };

  const fileOf = (i) => (perFile === 0 ? 0 : Math.floor(i / perFile));
  const isLoaded = (i) => files.has(fileOf(i));

  function textOf(i, name) {
    const texts = files.get(fileOf(i));
    return texts ? texts[name][perFile === 0 ? i : i % perFile] : undefined;
  }

  function sourcesOf(i) {
    const at = textOf(i, "source");
    const { sources } = files.get(fileOf(i)) || {};
    return (at === undefined ? [] : [].concat(at)).map((s) => ({
      id: sources.id[s], title: sources.title[s], url: sources.url[s], published: sources.published[s],
    }));
  }

  function titleOf(i) {
    const title = textOf(i, "title");
    return title === 0 ? sourcesOf(i)[0].title : title || "";
  }

  function summaryOf(i) {
    const summary = textOf(i, "summary");
    return summary === 0 ? titleOf(i) : summary || "";
  }

  function headingOf(i) {
    return isLoaded(i) ? titleOf(i) || summaryOf(i) || words.untitled : words.loading;
  }

  const waiting = new Map();

  /** A file of texts calls this with its number and what it holds. */
  window.geonewsTexts = function (number, texts) {
    files.set(number, texts);
  };

  function load(number) {
    if (!waiting.has(number)) {
      waiting.set(number, new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = `texts/${String(number).padStart(5, "0")}.js`;
        script.onload = resolve;
        script.onerror = () => {
          waiting.delete(number);
          resolve();
        };
        document.head.append(script);
      }));
    }
    return waiting.get(number);
  }

  /** Call back once the texts of some events are there, at once where they are. */
  geonews.withTexts = function (indexes, then) {
    const missing = new Set(indexes.filter((i) => !isLoaded(i)).map(fileOf));
    if (missing.size === 0 || perFile === 0) {
      then();
    } else {
      Promise.all([...missing].map(load)).then(then);
    }
  };

  const iso = (day) => (day === null ? "" : geonews.isoOf(day));

  const events = (geonews.events = {
    size, columns, places, placeX, placeY, group, firstDay, undated, isLoaded,
    earliest: earliest === Infinity ? null : earliest,
    latest: latest === -Infinity ? null : latest,
    type: (i) => columns.types[columns.type[i]],
    mode: (i) => columns.modes[columns.mode[i]],
    modality: (i) => columns.modalities[columns.modality[i]],
    confidence: (i) => columns.confidence[i] / 100,
    precision: (i) => columns.precisions[columns.precision[i]],
    statuses: (i) => columns.status[i] || [],
    isPlaced: (i) => columns.place[i] >= 0,
    isDated: (i) => firstDay[i] !== NO_DAY,
    /** Whether the event is known to lie in an area, and not at the point. */
    isArea: (i) => columns.place[i] >= 0 && events.isAreaPlace(columns.place[i]),
    isAreaPlace: (p) => places.precision[p] >= 2 || places.km[p] > 0,
    latLng: (i) => geonews.toLatLng(places.lon[columns.place[i]], places.lat[columns.place[i]]),
    placeName: (i) => (columns.place[i] >= 0 ? places.name[columns.place[i]] : ""),
    from: (i) => iso(daysOf(i)[0]),
    to: (i) => iso(daysOf(i)[1]),
    date: (i) => geonews.formatInterval(events.from(i), events.to(i), events.precision(i)),
    id: (i) => textOf(i, "id") || "",
    title: titleOf, summary: summaryOf, sources: sourcesOf, heading: headingOf,
    told: (i) => {
      const texts = files.get(fileOf(i));
      return (texts && texts.told[perFile === 0 ? i : i % perFile]) || {};
    },
    /** What an address calls an event by: its id, or its number where ids are not all here. */
    key: (i) => (perFile === 0 ? events.id(i) : String(i)),
    find: (key) => (perFile === 0
      ? (files.has(0) ? files.get(0).id.indexOf(key) : -1)
      : /^\d{1,9}$/.test(key) && Number(key) < size ? Number(key) : -1),
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
    return columns.type.map((_, i) => {
      const p = columns.place[i];
      const place = p >= 0 ? `${places.name[p]} ${places.other[p]}` : "";
      const text = [titleOf(i), summaryOf(i), place, typeNames[events.type(i)]];
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
      const surePasses = columns.confidence[i] >= filters.confidence;
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
