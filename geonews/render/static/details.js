// What opens when an event, a place with several events, or a contested area is chosen.

(function (geonews) {
  "use strict";

  const { element, events, link } = geonews;
  const labels = geonews.config.labels;
  const words = labels.ui;
  const { rows: standings } = geonews.contested;

  let map = null;
  let popup = null;
  let opener = null;
  let openerKey = null;
  let selected = null;
  let controlSide = "left";

  // ---- Content -----------------------------------------------------------------------

  /** A row of a description list; left out where there is nothing to say. */
  function row(term, ...content) {
    const said = content.filter((part) => part !== null && part !== "");
    return said.length === 0
      ? null
      : element("div", { class: "row" }, element("dt", null, term), element("dd", null, ...said));
  }

  function typeBadge(i) {
    const mode = events.mode(i);
    const modality = events.modality(i);
    return element(
      "p",
      { class: "badges" },
      geonews.sign({ group: events.group[i], modality, size: 22, area: events.isArea(i) }),
      element("strong", null, labels.types[events.type(i)]),
      mode ? element("span", null, labels.modes[mode] || element("bdi", null, mode)) : null,
      element("span", { class: `badge badge-${modality}` }, labels.modalities[modality]),
    );
  }

  function precisionWords(i) {
    const place = events.columns.place[i];
    const { km, precision } = events.places;
    const text = labels.where_precisions[precision[place]];
    if (km[place] === 0) {
      return text;
    }
    const radius = geonews.fill(words.radius, { n: geonews.number(Math.round(km[place])) });
    return `${text}${words.comma}${radius}`;
  }

  function placeWords(i) {
    const place = events.columns.place[i];
    if (place < 0) {
      return [words.no_place];
    }
    const { name, other } = events.places;
    const second = other[place] && other[place] !== name[place] ? other[place] : null;
    const first = element("bdi", null, name[place]);
    return second ? [first, " (", element("bdi", null, second), ")"] : [first];
  }

  /** Who claims and who administers, as recorded for one day. */
  function statusRows(status) {
    const list = (names) => names.join(words.comma) || words.none_recorded;
    return [
      row(words.status, labels.standings[status.standing]),
      row(words.claimants, list(status.claimants)),
      row(words.administrator, list(status.administrators)),
    ];
  }

  function statusBlock([at, on]) {
    const status = standings[at];
    const day = geonews.fill(words.as_of, { date: geonews.formatIso(on) });
    return element(
      "section",
      { class: "status" },
      element("h4", null, element("bdi", null, status.name), ` — ${day}`),
      element("dl", null, ...statusRows(status)),
    );
  }

  function sourceItem({ id, title, url, published }) {
    const day = geonews.formatIso(published);
    return element(
      "li",
      null,
      link(url, title || id || words.untitled),
      day ? element("span", { class: "published" }, geonews.fill(words.published, { date: day })) : null,
    );
  }

  /** Rows of who took part, whom it cost, and what the sources tell differently. */
  function toldRows(i) {
    const { actors = [], tolls = [], differ = [] } = events.told(i);
    const names = (role) => {
      const of = actors.filter(([side]) => side === role).map(([, name]) => name);
      return of.flatMap((name, at) => [at > 0 ? words.comma : null, element("bdi", null, name)]);
    };
    const toll = ([kind, low, best, high]) => {
      const n = geonews.number(best === null ? low : best);
      const counted = `${labels.tolls[kind]} ${n}`;
      if (high === null) {
        return geonews.fill(words.or_more, { toll: counted });
      }
      const bounds = { toll: counted, low: geonews.number(low), high: geonews.number(high) };
      return low === high ? counted : geonews.fill(words.between, bounds);
    };
    const version = (about) => ([value, count]) => {
      const said = about === "date" ? value.split("/").map(geonews.formatIso).join(" – ") : value;
      return [element("bdi", null, said), ` (${geonews.number(count)})`];
    };
    return [
      row(words.actor, ...names("actor")),
      row(words.recipient, ...names("recipient")),
      row(words.toll, tolls.map(toll).join(words.comma)),
      ...differ.map(([about, versions]) => row(
        geonews.fill(words.differ, { about: words[about] || labels.tolls[about] || about }),
        ...versions.map(version(about)).flatMap((said, at) => [at > 0 ? words.comma : null, ...said]),
      )),
    ];
  }

  /** All that is known of one event. */
  geonews.eventDetails = function (i) {
    const [title, summary, sources] = [events.title(i), events.summary(i), events.sources(i)];
    const heading = element("h3", { dir: "auto", tabindex: "-1" }, events.heading(i));
    const placed = events.isPlaced(i);
    return element(
      "article",
      { class: "details" },
      typeBadge(i),
      heading,
      title && summary && title !== summary
        ? element("blockquote", { class: "evidence", dir: "auto" }, summary)
        : null,
      element(
        "dl",
        null,
        row(words.place, ...placeWords(i)),
        row(words.date, events.date(i)),
        placed ? row(words.precision, precisionWords(i)) : null,
        ...toldRows(i),
        row(words.confidence, geonews.percent(events.columns.confidence[i])),
      ),
      ...events.statuses(i).map(statusBlock),
      sources.length > 0
        ? element(
            "section",
            { class: "sources" },
            element("h4", null, words.sources),
            element("ul", null, ...sources.map(sourceItem)),
          )
        : null,
    );
  };

  /** Show one event where its texts are, else once they have come. */
  function detailsWhenLoaded(i) {
    if (events.isLoaded(i)) {
      return geonews.eventDetails(i);
    }
    const box = element("div", { "aria-busy": "true" }, words.loading);
    geonews.withTexts([i], () => {
      const missing = () => element("p", { class: "details" }, words.texts_missing);
      box.replaceChildren(events.isLoaded(i) ? geonews.eventDetails(i) : missing());
      box.removeAttribute("aria-busy");
      if (popup) {
        popup.update();
      }
    });
    return box;
  }

  geonews.detailsWhenLoaded = detailsWhenLoaded;

  /** A button that stands for an event in a list. */
  geonews.eventButton = function (i, choose) {
    const where = [events.placeName(i), events.date(i)].filter(Boolean);
    const button = element(
      "button",
      { type: "button", class: "event-button", "data-event": i },
      geonews.sign({
        group: events.group[i], modality: events.modality(i), size: 24, area: events.isArea(i),
      }),
      element(
        "span",
        { class: "event-words" },
        element("span", { class: "event-heading", dir: "auto" }, events.heading(i)),
        element(
          "span",
          { class: "event-where" },
          labels.types[events.type(i)], " · ",
          ...where.flatMap((text, at) => [at > 0 ? " · " : null, element("bdi", null, text)]),
        ),
      ),
    );
    button.addEventListener("click", () => choose(i, button));
    return button;
  };

  /** Write the headings of a list's buttons once the texts are there. */
  geonews.nameButtons = function (list, indexes) {
    const unnamed = indexes.filter((i) => !events.isLoaded(i));
    if (unnamed.length === 0) {
      return;
    }
    geonews.withTexts(unnamed, () => {
      for (const button of list.querySelectorAll("[data-event]")) {
        const i = Number(button.dataset.event);
        button.querySelector(".event-heading").textContent = events.heading(i);
      }
    });
  };

  // ---- The popup -----------------------------------------------------------------------

  function focusFirst(node) {
    const target = node.querySelector("[tabindex='-1'], button, a");
    if (target) {
      target.focus({ preventScroll: true });
    }
  }

  function closeLabel() {
    const button = popup.getElement() && popup.getElement().querySelector(".leaflet-popup-close-button");
    if (button) {
      button.setAttribute("aria-label", words.close);
      button.title = words.close;
    }
  }

  function open(content, latlng, from) {
    const inPopup = popup && from && popup.getElement() && popup.getElement().contains(from);
    if (!inPopup) {
      opener = from || null;
      openerKey = from && from.dataset ? from.dataset.key || null : null;
    }
    const keepOpener = opener;
    opener = null; // Replacing one popup by another gives no focus back.
    const bounds = map.getSize();
    popup = L.popup({
      maxWidth: Math.min(360, bounds.x - 120), minWidth: Math.min(260, bounds.x - 120),
      maxHeight: Math.max(180, Math.min(430, bounds.y - 90)),
      autoPanPaddingTopLeft: [controlSide === "left" ? 60 : 16, 16],
      autoPanPaddingBottomRight: [controlSide === "right" ? 60 : 16, 28],
      className: "event-popup", closeOnEscapeKey: false,
    });
    popup.setLatLng(latlng).setContent(content).openOn(map);
    opener = keepOpener;
    closeLabel();
    focusFirst(content);
  }

  function returnFocus() {
    const marker = openerKey !== null ? geonews.markerOf(Number(openerKey)) : null;
    const target = opener && opener.isConnected ? opener : marker;
    opener = null;
    openerKey = null;
    if (target) {
      target.focus({ preventScroll: true });
    }
  }

  function unselect() {
    if (selected) {
      selected.remove();
      selected = null;
    }
  }

  /** Outline the area that an imprecise event lies in. */
  function select(i) {
    unselect();
    const place = events.columns.place[i];
    if (events.places.km[place] > 0) {
      selected = geonews.outline(place).addTo(map);
    }
  }

  geonews.openEvent = function (i, from) {
    const latlng = events.latLng(i);
    const show = () => {
      open(detailsWhenLoaded(i), latlng, from);
      select(i);
      geonews.choose(i);
    };
    if (map.getBounds().pad(-0.1).contains(latlng)) {
      show();
    } else {
      map.once("moveend", show);
      map.setView(latlng, Math.max(map.getZoom(), 6), { animate: false });
    }
  };

  /** List the events that share a spot; choosing one shows it, with a way back. */
  geonews.openCluster = function (members, latlng, from) {
    const list = element("ul", { class: "event-list" });
    const showList = () => open(box, latlng, from);
    const choose = (i) => {
      const back = element("button", { type: "button", class: "back" }, words.back);
      back.addEventListener("click", showList);
      const details = element("div", null, back, detailsWhenLoaded(i));
      open(details, latlng, from);
      select(i);
      geonews.choose(i);
    };
    const shown = members.slice(0, 100);
    for (const i of shown) {
      list.append(element("li", null, geonews.eventButton(i, choose)));
    }
    geonews.nameButtons(list, shown);
    const place = events.placeName(members[0]);
    const box = element(
      "div",
      { class: "details" },
      element(
        "h3",
        { tabindex: "-1" },
        geonews.plural("events", members.length), " · ", element("bdi", null, place || words.here),
      ),
      list,
    );
    showList();
  };

  geonews.openTerritory = function (area, latlng, from) {
    unselect();
    const now = geonews.areaNow(area);
    const second = area.other && area.other !== area.name ? area.other : null;
    const heading = element("h3", { tabindex: "-1" }, element("bdi", null, area.name));
    const details = element(
      "article",
      { class: "details" },
      element(
        "p",
        { class: "badges" },
        now.hatch ? geonews.hatchSample(now.hatch) : null,
        element("strong", null, words.contested),
      ),
      heading,
      second ? element("p", { class: "other-name" }, element("bdi", null, second)) : null,
      element(
        "dl",
        null,
        row(words.kind, labels.kinds[now.kind]),
        row(words.shown_as, now.assigned),
      ),
      ...now.statuses.map(statusBlock),
      element("p", { class: "note" }, geonews.config.policies[geonews.policy()].statement),
    );
    open(details, latlng, from);
  };

  geonews.startDetails = function (theMap, side) {
    map = theMap;
    controlSide = side;
    map.on("popupclose", (event) => {
      if (event.popup === popup) {
        geonews.choose(null);
        unselect();
        returnFocus();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && popup && popup.isOpen()) {
        event.preventDefault();
        map.closePopup(popup);
      }
    });
    geonews.onFilter(() => map.closePopup());
  };
})(window.geonews);
