// What all parts of the page share: the data, text, numbers, dates and elements.
//
// Data is put on the page with textContent and createElement only. Nothing here assigns
// markup, so that a headline stays a headline whatever it holds.

(function () {
  "use strict";

  const geonews = (window.geonews = {});

  function readIsland(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  geonews.config = readIsland("geonews-config");
  geonews.readIsland = readIsland;

  const labels = geonews.config.labels;
  const words = labels.ui;

  // ---- Arrangement -----------------------------------------------------------------

  /** Where the page is narrow, or stands within another, the panel is a sheet. */
  function arrange() {
    const narrow = matchMedia("(max-width: 640px)");
    const set = () => document.body.classList.toggle("sheet", geonews.config.embed || narrow.matches);
    document.body.classList.toggle("embedded", geonews.config.embed);
    narrow.addEventListener("change", set);
    set();
  }

  arrange();

  // ---- Text ------------------------------------------------------------------------

  /** Fill the {name} slots of a label. */
  geonews.fill = function (label, values) {
    return label.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? values[name] : slot));
  };

  const { locale } = geonews.config;
  const numberFormat = new Intl.NumberFormat(locale);
  const percentFormat = new Intl.NumberFormat(locale, { style: "percent" });
  const pluralRules = new Intl.PluralRules(labels.lang);

  geonews.number = (n) => numberFormat.format(n);
  geonews.percent = (n) => percentFormat.format(n / 100);

  /** Say how many, in the plural form that the language wants: حدثان، 3 أحداث، 11 حدثًا. */
  geonews.plural = function (name, n) {
    const forms = labels.plurals[name];
    const form = n === 0 && forms.zero ? "zero" : pluralRules.select(n);
    return geonews.fill(forms[form], { n: geonews.number(n) });
  };

  // ARABIC FATHATAN to SUKUN, SUPERSCRIPT ALEF, ARABIC TATWEEL.
  const MARKS = /[\u064B-\u0652\u0670\u0640]/g;
  const SAME_LETTERS = [
    [/[\u0622\u0623\u0625\u0671]/g, "\u0627"], // ALEF with MADDA, HAMZA or WASLA: ALEF
    [/\u0649/g, "\u064A"], // ALEF MAKSURA: YEH
    [/\u0629/g, "\u0647"], // TEH MARBUTA: HEH
    [/\u0624/g, "\u0648"], // WAW WITH HAMZA ABOVE: WAW
    [/\u0626/g, "\u064A"], // YEH WITH HAMZA ABOVE: YEH
  ];
  const EASTERN_DIGITS = /[\u0660-\u0669]/g; // ARABIC-INDIC DIGIT ZERO to NINE

  /** Fold the spellings that a searcher does not tell apart. */
  geonews.foldText = function (text) {
    let folded = text.replace(MARKS, "").toLowerCase();
    for (const [letters, letter] of SAME_LETTERS) {
      folded = folded.replace(letters, letter);
    }
    return folded.replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) - 0x0660));
  };

  // ---- Dates -----------------------------------------------------------------------

  const DAY = 86400000;
  const dayFormat = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC", day: "numeric", month: "long", year: "numeric",
  });
  const monthFormat = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC", month: "long", year: "numeric",
  });
  const yearFormat = new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric" });

  /** Days since 1970-01-01 of an ISO date, or null where there is none. */
  geonews.dayNumber = function (iso) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
    return parts ? Date.UTC(+parts[1], parts[2] - 1, +parts[3]) / DAY : null;
  };

  /** ISO date of a number of days since 1970-01-01. */
  geonews.isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  geonews.formatDay = (day) => dayFormat.format(new Date(day * DAY));
  geonews.formatIso = function (iso) {
    const day = geonews.dayNumber(iso);
    return day === null ? "" : geonews.formatDay(day);
  };

  /** Say an interval no more exactly than it is known. */
  geonews.formatInterval = function (from, to, precision) {
    const first = geonews.dayNumber(from || to);
    const last = geonews.dayNumber(to || from);
    if (first === null) {
      return words.no_date;
    }
    const start = new Date(first * DAY);
    const end = new Date(last * DAY);
    const sameYear = start.getUTCFullYear() === end.getUTCFullYear();
    if (precision === "year" && sameYear) {
      return yearFormat.format(start);
    }
    if (precision === "month" && sameYear && start.getUTCMonth() === end.getUTCMonth()) {
      return monthFormat.format(start);
    }
    const text = first === last ? dayFormat.format(start) : dayFormat.formatRange(start, end);
    return precision === "approx" ? `${text} (${labels.time_precisions.approx})` : text;
  };

  // ---- Elements --------------------------------------------------------------------

  function fillElement(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  /** Make an HTML element; strings among the children become text. */
  geonews.element = (tag, attributes, ...children) =>
    fillElement(document.createElement(tag), attributes, children);

  const SVG = "http://www.w3.org/2000/svg";

  /** Make an SVG element. */
  geonews.svg = (tag, attributes, ...children) =>
    fillElement(document.createElementNS(SVG, tag), attributes, children);

  /** Make a link to a web address, or plain text where the address is of another kind. */
  geonews.link = function (address, text) {
    if (!/^https?:\/\//i.test(address)) {
      return geonews.element("bdi", null, text);
    }
    return geonews.element(
      "a",
      { href: address, target: "_blank", rel: "noopener noreferrer" },
      geonews.element("bdi", null, text),
    );
  };

  // ---- Geometry --------------------------------------------------------------------

  /** The one place where longitude, latitude becomes Leaflet's latitude, longitude. */
  geonews.toLatLng = (lon, lat) => L.latLng(lat, lon);

  /** Decode a ring or line of geonews/render/geometry.py: five bits a letter, steps in turn. */
  geonews.decodeLine = function (letters) {
    const scale = geonews.config.scale;
    const line = [];
    const at = [0, 0];
    let axis = 0;
    let value = 0;
    let shift = 0;
    for (let i = 0; i < letters.length; i += 1) {
      const bits = letters.charCodeAt(i) - 63;
      value += (bits & 31) * 2 ** shift;
      shift += 5;
      if (bits < 32) {
        at[axis] += value % 2 === 1 ? -(value + 1) / 2 : value / 2;
        if (axis === 1) {
          line.push(geonews.toLatLng(at[0] / scale, at[1] / scale));
        }
        axis = 1 - axis;
        value = 0;
        shift = 0;
      }
    }
    return line;
  };
})();
