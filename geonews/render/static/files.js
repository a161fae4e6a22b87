// What the reader can take away: the visible events as GeoJSON or CSV, and a link to the view.

(function (geonews) {
  "use strict";

  const { element, events, filters } = geonews;
  const { labels } = geonews.config;
  const words = labels.ui;

  // ---- The visible events as files -----------------------------------------------------

  function placeOf(i) {
    const p = events.columns.place[i];
    if (p < 0) {
      return { place_ar: "", place_en: "", where_precision: null, extent_km: null };
    }
    const { name, other, km, precision } = events.places;
    const [ar, en] = labels.lang === "ar" ? [name[p], other[p]] : [other[p], name[p]];
    return {
      place_ar: ar, place_en: en, where_precision: precision[p], extent_km: km[p],
    };
  }

  function sourceOf({ id, title, url, published }) {
    return { document_id: id, title, url: url || null, published: published || null };
  }

  function propertiesOf(i) {
    return {
      id: events.id(i), type: events.type(i), mode: events.mode(i) || null,
      modality: events.modality(i), title: events.title(i), summary: events.summary(i),
      ...placeOf(i), from: events.from(i) || null, to: events.to(i) || null,
      time_precision: events.precision(i) || null, confidence: events.confidence(i),
      sources: events.sources(i).map(sourceOf),
    };
  }

  function positionOf(i) {
    const p = events.columns.place[i];
    return p < 0 ? null : [events.places.lon[p], events.places.lat[p]];
  }

  /** The visible events as a GeoJSON FeatureCollection (RFC 7946). */
  geonews.visibleGeoJson = function () {
    const features = filters.visible.map((i) => {
      const coordinates = positionOf(i);
      return {
        type: "Feature", id: events.id(i),
        geometry: coordinates && { type: "Point", coordinates },
        properties: propertiesOf(i),
      };
    });
    return {
      type: "FeatureCollection", attribution: words.attribution,
      policy: geonews.config.policies[geonews.policy()].name, features,
    };
  };

  const FORMULA = /^[=+\-@\t\r]/; // What a spreadsheet would run.

  function csvCell(value) {
    if (value === null) {
      return "";
    }
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  /** The visible events as comma-separated values, one a line. */
  geonews.visibleCsv = function () {
    const rows = filters.visible.map((i) => {
      const [lon, lat] = positionOf(i) || [null, null];
      const { sources, ...properties } = propertiesOf(i);
      const addresses = sources.map(({ url, document_id: id }) => url || id).join(" ");
      return { ...properties, lon, lat, sources: addresses };
    });
    const names = rows.length > 0 ? Object.keys(rows[0]) : ["id"];
    const lines = rows.map((row) => names.map((name) => csvCell(row[name])).join(","));
    return [names.join(","), ...lines].join("\r\n") + "\r\n";
  };

  function save(text, name, type) {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = element("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // ---- The part of the panel -------------------------------------------------------------

  function button(name, action) {
    const made = element("button", { type: "button", class: "take", "data-take": name }, words[name]);
    made.addEventListener("click", () => action(made));
    return made;
  }

  /** Say on a button, for a moment, that it was done. */
  function confirm(made, said) {
    const before = made.textContent;
    made.textContent = said;
    setTimeout(() => (made.textContent = before), 1800);
  }

  function copyAddress(made) {
    const address = geonews.address();
    const copied = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject();
    copied.then(() => confirm(made, words.copied), () => window.prompt(words.copy_link, address));
  }

  geonews.filesPart = function () {
    const BOM = "\ufeff"; // Spreadsheets take the file for UTF-8 by it.
    return geonews.parts.section(
      "files", words.take_away,
      element(
        "p", { class: "takes" },
        button("save_geojson", () => geonews.withTexts(filters.visible, () => save(
          JSON.stringify(geonews.visibleGeoJson()), "geonews.geojson", "application/geo+json",
        ))),
        button("save_csv", () => geonews.withTexts(filters.visible, () => save(
          BOM + geonews.visibleCsv(), "geonews.csv", "text/csv",
        ))),
        button("copy_link", copyAddress),
        button("print", () => window.print()),
      ),
    );
  };
})(window.geonews);
