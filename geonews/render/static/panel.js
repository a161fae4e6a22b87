// The column beside the map: title, count, filters that are the legend, list of events.

(function (geonews) {
  "use strict";

  const { element, events, filters, groups, svg } = geonews;
  const { labels } = geonews.config;
  const words = labels.ui;
  const PAGE = 40; // Events listed at a time: the list stays short however many there are.

  const refreshers = [];

  function section(name, heading, ...children) {
    return element(
      "section",
      { class: `part part-${name}`, "aria-labelledby": `heading-${name}` },
      element("h2", { id: `heading-${name}` }, heading),
      ...children,
    );
  }

  function checkbox(attributes, change) {
    const box = element("input", { type: "checkbox", ...attributes });
    box.checked = true;
    box.addEventListener("change", () => {
      change(box.checked);
      geonews.applyFilters();
    });
    return box;
  }

  function setHidden(hidden, value, isShown) {
    if (isShown) {
      hidden.delete(value);
    } else {
      hidden.add(value);
    }
  }

  // ---- Head ----------------------------------------------------------------------------

  function head(panel) {
    const count = element("p", { class: "count", "aria-live": "polite", id: "event-count" });
    const reset = element("button", { type: "button", class: "reset" }, words.reset);
    reset.addEventListener("click", () => {
      geonews.clearFilters();
      panel.querySelector("input[type='search']").focus();
    });
    refreshers.push(() => {
      const unplaced = filters.visible.filter((i) => !events.isPlaced(i)).length;
      count.textContent = geonews.plural("events", filters.visible.length);
      count.dataset.count = String(filters.visible.length);
      if (unplaced > 0) {
        count.textContent += words.comma + geonews.plural("unplaced", unplaced);
      }
      reset.hidden = !geonews.isFiltered();
    });
    return element(
      "header",
      { class: "head" },
      sheetHandle(panel),
      element("h1", { dir: "auto" }, geonews.config.title),
      element("div", { class: "count-row" }, count, reset),
    );
  }

  /** On a narrow screen the panel is a sheet at the bottom, which this opens and closes. */
  function sheetHandle(panel) {
    const handle = element("button", {
      type: "button", class: "handle", "aria-expanded": "false", "aria-controls": "panel-body",
      "aria-label": words.expand,
    });
    geonews.setSheet = (isOpen) => {
      panel.classList.toggle("open", isOpen);
      handle.setAttribute("aria-expanded", String(isOpen));
      handle.setAttribute("aria-label", isOpen ? words.collapse : words.expand);
    };
    handle.addEventListener("click", () => geonews.setSheet(!panel.classList.contains("open")));
    return handle;
  }

  // ---- Search --------------------------------------------------------------------------

  function search() {
    const input = element("input", {
      type: "search", id: "search", placeholder: words.search_hint, autocomplete: "off", dir: "auto",
    });
    input.addEventListener("input", () => {
      filters.query = input.value;
      geonews.applyFilters();
    });
    refreshers.push(() => {
      if (input.value !== filters.query) {
        input.value = filters.query;
      }
    });
    return element(
      "div",
      { class: "part part-search", role: "search" },
      element("label", { for: "search", class: "visually-hidden" }, words.search),
      input,
    );
  }

  // ---- Types: legend and filter in one ---------------------------------------------------

  function typeRow(type) {
    const box = checkbox({}, (on) => setHidden(filters.hiddenTypes, type, on));
    const count = element("span", { class: "number" });
    refreshers.push(() => {
      box.checked = !filters.hiddenTypes.has(type);
      count.textContent = geonews.number(filters.countsByType[type]);
    });
    const name = labels.types[events.columns.types[type]];
    return element("li", null, element("label", { class: "choice" }, box, element("span", null, name), count));
  }

  function groupRow(at) {
    const group = groups[at];
    const types = group.types
      .map((type) => events.columns.types.indexOf(type))
      .filter((type) => events.columns.type.includes(type));
    const box = checkbox({ "data-group": group.id }, (on) =>
      types.forEach((type) => setHidden(filters.hiddenTypes, type, on)),
    );
    const count = element("span", { class: "number" });
    refreshers.push(() => {
      const hidden = types.filter((type) => filters.hiddenTypes.has(type)).length;
      box.checked = hidden < types.length;
      box.indeterminate = hidden > 0 && hidden < types.length;
      count.textContent = geonews.number(
        types.reduce((sum, type) => sum + filters.countsByType[type], 0),
      );
    });
    const label = element(
      "label",
      { class: "choice" },
      box,
      geonews.sign({ group: at, modality: "happened", size: 20, area: false }),
      element("span", null, labels.groups[group.id]),
      count,
    );
    return { types, label, sub: types.length > 1 ? element("ul", { class: "types", hidden: true }, ...types.map(typeRow)) : null };
  }

  function withDetails({ label, sub }) {
    if (!sub) {
      return element("li", { class: "group" }, label);
    }
    const more = element("button", {
      type: "button", class: "unfold", "aria-expanded": "false", "aria-label": words.show_types,
      title: words.show_types,
    });
    more.addEventListener("click", () => {
      sub.hidden = !sub.hidden;
      more.setAttribute("aria-expanded", String(!sub.hidden));
    });
    return element("li", { class: "group" }, label, more, sub);
  }

  function types() {
    const rows = groups.map((_, at) => groupRow(at)).filter((row) => row.types.length > 0);
    return rows.length === 0
      ? null
      : section("types", words.types, element("ul", { class: "choices" }, ...rows.map(withDetails)));
  }

  // ---- Modality --------------------------------------------------------------------------

  function modalityChip(modality, at) {
    const box = checkbox({ "data-modality": modality }, (on) =>
      setHidden(filters.hiddenModalities, at, on),
    );
    const count = element("span", { class: "number" });
    refreshers.push(() => {
      box.checked = !filters.hiddenModalities.has(at);
      count.textContent = geonews.number(filters.countsByModality[at]);
    });
    const group = groups.findIndex((candidate) => candidate.shape === "circle");
    return element(
      "li",
      null,
      element(
        "label",
        { class: "choice" },
        box,
        geonews.sign({ group, modality, size: 18, area: false }),
        element("span", null, labels.modalities[modality]),
        count,
      ),
    );
  }

  function modalities() {
    const chips = events.columns.modalities
      .map((modality, at) => [modality, at])
      .filter(([, at]) => events.columns.modality.includes(at))
      .map(([modality, at]) => modalityChip(modality, at));
    return chips.length < 2
      ? null
      : section("modality", words.modality, element("ul", { class: "choices two" }, ...chips));
  }

  // ---- Period ----------------------------------------------------------------------------

  function histogram(span) {
    const bins = new Array(Math.min(span + 1, 48)).fill(0);
    for (let i = 0; i < events.size; i += 1) {
      if (events.isDated(i)) {
        const share = (events.firstDay[i] - events.earliest) / (span + 1);
        bins[Math.floor(share * bins.length)] += 1;
      }
    }
    const tallest = Math.max(...bins);
    return svg(
      "svg",
      { class: "histogram", viewBox: `0 0 ${bins.length} 28`, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...bins.map((count, at) => {
        const height = count === 0 ? 0 : 2 + (26 * count) / tallest;
        return svg("rect", { x: at + 0.08, width: 0.84, y: 28 - height, height });
      }),
    );
  }

  function handle(name, span, value, change) {
    const input = element("input", { type: "range", min: 0, max: span, step: 1, "aria-label": words[name] });
    input.value = value;
    input.addEventListener("input", () => {
      change(Number(input.value));
      geonews.applyFilters();
    });
    return input;
  }

  function period() {
    if (events.earliest === null || events.earliest === events.latest) {
      return null;
    }
    const { earliest, latest } = events;
    const span = latest - earliest;
    const from = handle("period_from", span, 0, (value) => {
      filters.from = Math.min(earliest + value, filters.to);
    });
    const to = handle("period_to", span, span, (value) => {
      filters.to = Math.max(earliest + value, filters.from);
    });
    const first = element("span");
    const last = element("span");
    refreshers.push(() => {
      from.value = filters.from - earliest;
      to.value = filters.to - earliest;
      first.textContent = geonews.formatDay(filters.from);
      last.textContent = geonews.formatDay(filters.to);
      from.setAttribute("aria-valuetext", first.textContent);
      to.setAttribute("aria-valuetext", last.textContent);
      // Where both handles stand at the end, the first must be the one within reach.
      from.style.zIndex = filters.from - earliest > span / 2 ? 3 : 2;
    });
    return section(
      "period",
      words.period,
      histogram(span),
      element("div", { class: "range" }, from, to),
      element("p", { class: "range-ends" }, first, last),
      events.undated > 0 ? undatedBox() : null,
    );
  }

  function undatedBox() {
    const box = checkbox({ id: "undated" }, (on) => (filters.showUndated = on));
    refreshers.push(() => (box.checked = filters.showUndated));
    return element(
      "label",
      { class: "choice" },
      box,
      element("span", null, words.undated),
      element("span", { class: "number" }, geonews.number(events.undated)),
    );
  }

  // ---- Contested areas and other signs -----------------------------------------------------

  function signs() {
    const hatches = new Map();
    for (const area of geonews.contested.areas.filter((each) => each.hatch)) {
      const names = hatches.get(area.hatch) || new Set();
      hatches.set(area.hatch, names.add(labels.kinds[area.kind]));
    }
    const rows = [...hatches].map(([hatch, names]) =>
      element(
        "li",
        null,
        geonews.hatchSample(hatch),
        element("span", null, `${words.contested}: ${[...names].join(words.comma)}`),
      ),
    );
    const legend = element("ul", { class: "signs" }, ...rows);
    const anyArea = events.columns.id.some((_, i) => events.isArea(i));
    if (anyArea) {
      const sample = svg(
        "svg", { width: 30, height: 18, "aria-hidden": "true" },
        svg("circle", { class: "extent", cx: 15, cy: 9, r: 7.5 }),
      );
      legend.append(element("li", null, sample, element("span", null, words.area)));
    }
    return rows.length === 0 && !anyArea ? null : section("signs", words.signs, legend);
  }

  // ---- List ------------------------------------------------------------------------------

  function choosePlaced(i, button) {
    geonews.setSheet(false);
    geonews.openEvent(i, button);
  }

  /** An event without a place opens where it stands in the list. */
  function unfoldInPlace(i, button) {
    const item = button.parentElement;
    const open = item.querySelector(".details");
    button.setAttribute("aria-expanded", String(!open));
    if (open) {
      open.remove();
    } else {
      item.append(geonews.eventDetails(i));
    }
  }

  function listOf(className, choose) {
    const list = element("ul", { class: `event-list ${className}` });
    const more = element("button", { type: "button", class: "more" }, words.more);
    let members = [];
    const grow = () => {
      const from = list.childElementCount;
      for (const i of members.slice(from, from + PAGE)) {
        list.append(element("li", null, geonews.eventButton(i, choose)));
      }
      more.hidden = list.childElementCount >= members.length;
    };
    more.addEventListener("click", () => {
      const at = list.childElementCount;
      grow();
      list.children[at].querySelector("button").focus();
    });
    const show = (newMembers) => {
      members = newMembers;
      list.replaceChildren();
      grow();
    };
    return { list, more, show };
  }

  function lists() {
    const placed = listOf("placed", choosePlaced);
    const unplaced = listOf("unplaced", unfoldInPlace);
    const none = element("p", { class: "none" }, events.size === 0 ? words.empty : words.none);
    const placedPart = section("list", words.list, none, placed.list, placed.more);
    const unplacedPart = section("unplaced", words.unplaced, unplaced.list, unplaced.more);
    refreshers.push(() => {
      const withPlace = filters.visible.filter((i) => events.isPlaced(i));
      const withoutPlace = filters.visible.filter((i) => !events.isPlaced(i));
      placed.show(withPlace);
      unplaced.show(withoutPlace);
      none.hidden = filters.visible.length > 0;
      unplacedPart.hidden = withoutPlace.length === 0;
    });
    return [placedPart, unplacedPart];
  }

  // ---- Foot ------------------------------------------------------------------------------

  function foot() {
    return element(
      "footer",
      { class: "foot" },
      element("p", { class: "policy" }, geonews.config.policy.statement),
      element("p", null, words.disclaimer),
      element("p", null, words.extracted),
      element("p", { class: "attribution" }, words.attribution),
    );
  }

  geonews.startPanel = function () {
    const panel = document.getElementById("panel");
    panel.setAttribute("aria-label", words.panel);
    panel.append(
      head(panel),
      element(
        "div",
        { class: "body", id: "panel-body", tabindex: "-1" },
        search(),
        ...[types(), modalities(), period(), signs(), ...lists()].filter(Boolean),
        foot(),
      ),
    );
    geonews.onFilter(() => refreshers.forEach((refresh) => refresh()));
  };
})(window.geonews);
