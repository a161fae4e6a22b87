// The column beside the map: title, count, filters that are the legend, list of events.

(function (geonews) {
  "use strict";

  const { element, events, filters, groups, svg } = geonews;
  const { labels } = geonews.config;
  const words = labels.ui;
  const PAGE = 25; // Events listed at a time: the list stays short however many there are.

  const refreshers = [];

  /** Call back whenever the filters have changed, and once when the page starts. */
  const refresh = (listener) => refreshers.push(listener);

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

  geonews.parts = { section, checkbox, refresh };

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
    refresh(() => {
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
      faults(),
    );
  }

  /** What of the data could not be drawn, and why. */
  function faults() {
    const { count, first } = geonews.config.faults;
    if (count === 0) {
      return null;
    }
    return element(
      "details",
      { class: "faults", role: "alert" },
      element("summary", null, geonews.plural("faults", count)),
      element("ul", null, ...first.map((fault) => element("li", { dir: "auto" }, fault))),
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
      type: "search", id: "search", placeholder: geonews.config.texts_per_file ? words.search_hint_places : words.search_hint, autocomplete: "off", dir: "auto",
    });
    input.addEventListener("input", () => {
      filters.query = input.value;
      geonews.applyFilters();
    });
    refresh(() => {
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
    refresh(() => {
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
    refresh(() => {
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
    refresh(() => {
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

  // ---- Contested areas and other signs -----------------------------------------------------

  function hatchRows() {
    const hatches = new Map();
    for (const area of geonews.contested.areas.map(geonews.areaNow).filter((each) => each.hatch)) {
      const names = hatches.get(area.hatch) || new Set();
      hatches.set(area.hatch, names.add(labels.kinds[area.kind]));
    }
    return [...hatches].map(([hatch, names]) =>
      element(
        "li",
        null,
        geonews.hatchSample(hatch),
        element("span", null, `${words.contested}: ${[...names].join(words.comma)}`),
      ),
    );
  }

  function areaRow() {
    const sample = svg(
      "svg", { width: 30, height: 18, "aria-hidden": "true" },
      svg("circle", { class: "extent", cx: 15, cy: 9, r: 7.5 }),
    );
    return element("li", null, sample, element("span", null, words.area));
  }

  /** Choose by which policy contested land is shown, where the page was made with several. */
  function policyChoice() {
    const { policies } = geonews.config;
    if (policies.length < 2) {
      return null;
    }
    const select = element(
      "select", { id: "policy" },
      ...policies.map(({ label }, at) => element("option", { value: at }, label)),
    );
    select.addEventListener("change", () => geonews.setPolicy(Number(select.value)));
    geonews.onView(() => (select.value = String(geonews.policy())));
    return element(
      "p", { class: "field" }, element("label", { for: "policy" }, words.policy), select,
    );
  }

  function signs() {
    const legend = element("ul", { class: "signs" });
    const day = element("p", { class: "as-of" });
    const anyArea = events.columns.type.some((_, i) => events.isArea(i));
    const anyContested = geonews.contested.areas.length > 0;
    const show = () => {
      legend.replaceChildren(...hatchRows(), ...(anyArea ? [areaRow()] : []));
      day.textContent = geonews.fill(words.areas_as_of, { date: geonews.formatDay(geonews.asOf()) });
    };
    geonews.onView(show);
    show();
    return anyContested || anyArea
      ? section("signs", words.signs, legend, anyContested ? day : null, anyContested ? policyChoice() : null)
      : null;
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
      item.append(geonews.detailsWhenLoaded(i));
    }
  }

  function listOf(className, choose) {
    const list = element("ul", { class: `event-list ${className}` });
    const more = element("button", { type: "button", class: "more" }, words.more);
    let members = [];
    const grow = () => {
      const from = list.childElementCount;
      const added = members.slice(from, from + PAGE);
      for (const i of added) {
        list.append(element("li", null, geonews.eventButton(i, choose)));
      }
      geonews.nameButtons(list, added);
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
    refresh(() => {
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
    const policy = element("p", { class: "policy" });
    const show = () => (policy.textContent = geonews.config.policies[geonews.policy()].statement);
    geonews.onView(show);
    show();
    return element(
      "footer",
      { class: "foot" },
      policy,
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
        ...[
          types(), modalities(), geonews.periodPart(), geonews.confidencePart(), signs(), ...lists(),
          geonews.filesPart(),
        ].filter(Boolean),
        foot(),
      ),
    );
    geonews.onFilter(() => refreshers.forEach((refresh) => refresh()));
  };
})(window.geonews);
