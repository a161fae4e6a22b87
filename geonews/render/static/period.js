// The filters that are a stretch: the period, which plays, and the least confidence.

(function (geonews) {
  "use strict";

  const { element, events, filters, svg } = geonews;
  const words = geonews.config.labels.ui;
  const { section, checkbox, refresh } = geonews.parts;


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

  // ---- Play ------------------------------------------------------------------------------

  const STEPS = 80; // Of a whole play, however long the period.
  const PACE = 160; // Milliseconds a step.

  /** Move the end of the period from its start to the last day, step by step. */
  function playButton(span) {
    const button = element("button", { type: "button", class: "play" });
    let timer = null;
    const label = (name) => {
      button.textContent = words[name];
      button.dataset.state = name;
    };
    const stop = () => {
      clearInterval(timer);
      timer = null;
      label("play");
    };
    const step = () => {
      const days = Math.max(1, Math.round(span / STEPS));
      filters.to = Math.min(filters.to + days, events.latest);
      geonews.applyFilters();
      if (filters.to === events.latest) {
        stop();
      }
    };
    button.addEventListener("click", () => {
      if (timer !== null) {
        stop();
        return;
      }
      if (filters.to === events.latest) {
        filters.to = filters.from;
        geonews.applyFilters();
      }
      label("pause");
      timer = setInterval(step, PACE);
    });
    label("play");
    return button;
  }

  geonews.periodPart = function () {
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
    refresh(() => {
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
      playButton(span),
      events.undated > 0 ? undatedBox() : null,
    );
  };

  function undatedBox() {
    const box = checkbox({ id: "undated" }, (on) => (filters.showUndated = on));
    refresh(() => (box.checked = filters.showUndated));
    return element(
      "label",
      { class: "choice" },
      box,
      element("span", null, words.undated),
      element("span", { class: "number" }, geonews.number(events.undated)),
    );
  }

  // ---- Confidence ------------------------------------------------------------------------

  geonews.confidencePart = function () {
    const { confidence } = events.columns;
    const least = Math.min(...[100].concat(sample(confidence)));
    const most = Math.max(...[0].concat(sample(confidence)));
    if (most <= least) {
      return null;
    }
    const input = element("input", {
      type: "range", id: "confidence", min: 0, max: 100, step: 5, "aria-labelledby": "heading-confidence",
    });
    const value = element("output", { for: "confidence", class: "number" });
    input.addEventListener("input", () => {
      filters.confidence = Number(input.value);
      geonews.applyFilters();
    });
    refresh(() => {
      input.value = filters.confidence;
      value.textContent = geonews.percent(filters.confidence);
      input.setAttribute("aria-valuetext", value.textContent);
    });
    return section("confidence", words.least_confidence, element("p", { class: "slider" }, input, value));
  };

  /** The distinct values of a column, few whatever its length. */
  const sample = (column) => [...new Set(column)];
})(window.geonews);
