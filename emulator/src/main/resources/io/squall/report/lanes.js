"use strict";
/*
 * Lanes: any number of charts on one time axis, in step in cursor and zoom. It knows nothing of Squall's files: it draws what it is
 * given, so a page of one run and one of several can both use it.
 *
 *   const sheet = Lanes.sheet({ruler, places: [[element, lanes], ...], endS, stepS, phases: [{name, kind, from, to}], spokenAt})
 *
 *   ruler  an element that becomes the axis with the phases: a slider, for the keyboard; spokenAt(seconds) is what it says there
 *   lane   {title, note, spoken, height, hidden, joined: to the next, phases: its own, x: [seconds], stepS, y, y2, strip, series, spans, draw}; a strip is a share
 *   axis   (y, y2, strip) {format, say: as format, at the cursor; least: the scale ends here or above}
 *   series {name, colour: of the style sheet, dash, fill, width, values, on: "y" | "y2" | "strip"}
 *   span   {from, to, kind: "starved" | "blind" | "untrusted"}
 */
const Lanes = (() => {
  const STRIP = 0.36; // the share of a lane's height that its strip takes, at the top
  const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [13, 4], [4, 2, 1, 2], [1, 2]];
  const HUES = ["vermillion", "blue", "green", "purple", "orange", "sky", "olive"];

  // Of the time axis, in seconds.
  const INCREMENTS = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800]
    .concat([1, 2, 4, 8, 24].map(hours => hours * 3600));

  const css = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const el = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const alpha = (colour, share) => colour + Math.round(255 * share).toString(16).padStart(2, "0");
  const look = i => ({colour: HUES[i % 7], dash: DASHES[(i + Math.floor(i / 7)) % 7]});

  /** Lines that slope, so that a band is seen without its colour. */
  function hatch(ctx, colour, step, slope) {
    const size = Math.round(step * devicePixelRatio);
    const tile = document.createElement("canvas");
    tile.width = tile.height = size;
    const t = tile.getContext("2d");
    t.strokeStyle = colour;
    t.lineWidth = devicePixelRatio;
    t.beginPath();
    for (const d of [-size, 0, size]) {
      if (slope > 0) { t.moveTo(d, size); t.lineTo(d + size, 0); } else { t.moveTo(d, 0); t.lineTo(d + size, size); }
    }
    t.stroke();
    return ctx.createPattern(tile, "repeat");
  }

  const seconds = s => {
    if (s == null) return "–";
    const a = Math.abs(s);
    return a >= 3600 ? (s / 3600).toFixed(2) + " h" : a >= 600 ? (s / 60).toFixed(1) + " min"
      : a >= 1 || a === 0 ? s.toFixed(1) + " s" : Math.round(1000 * s) + " ms";
  };
  const short = v => v == null ? "–"
    : Math.abs(v) >= 1e6 ? +(v / 1e6).toPrecision(3) + "M" : Math.abs(v) >= 1e4 ? +(v / 1e3).toPrecision(3) + "k"
    : Math.abs(v) >= 100 ? Math.round(v).toString() : String(+v.toPrecision(3));

  function sheet(options) {
    const {ruler, places, endS, phases} = options;
    const view = {min: 0, max: endS};
    let axis, rulerRows = 1, plots = [], chips = [];
    let now = null, pointed = null; // where the cursor stands, and where the mouse wants it
    let log = false, narrow = false, printing = false, busy = false, waiting = false;
    const flag = el("span", {class: "flag", "aria-hidden": "true"});
    flag.hidden = true;

    // What all lanes share.

    const gutters = () => narrow ? [50, 42] : [58, 52];

    function band(u, from, to) {
      const left = Math.max(u.valToPos(from, "x", true), u.bbox.left);
      const right = Math.min(u.valToPos(to, "x", true), u.bbox.left + u.bbox.width);
      return [left, right - left];
    }

    function ground(u, phases) {
      const {ctx, bbox} = u;
      ctx.save();
      ctx.beginPath();
      ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
      ctx.clip();
      for (const p of phases) {
        const [x, w] = band(u, p.from, p.to);
        if (p.kind === "trigger") {
          ctx.fillStyle = alpha(css("trigger"), .2);
          ctx.fillRect(x, bbox.top, Math.max(w, 2), bbox.height);
        }
        if (p.from > view.min) {
          ctx.fillStyle = css("muted");
          for (let y = bbox.top; y < bbox.top + bbox.height; y += 6 * devicePixelRatio) {
            ctx.fillRect(Math.round(x), y, 1, 2 * devicePixelRatio);
          }
        }
      }
      ctx.restore();
    }

    function bands(u, spans) {
      const {ctx, bbox} = u, r = devicePixelRatio;
      for (const s of spans) {
        const [x, w] = band(u, s.from, s.to);
        if (w <= 0) continue;
        if (s.kind === "starved") {
          ctx.fillStyle = hatch(ctx, alpha(css("starved"), .3), 8, 1);
          ctx.fillRect(x, bbox.top, w, bbox.height);
          ctx.fillStyle = css("starved");
          ctx.fillRect(x, bbox.top, w, 3 * r);
        } else if (s.kind === "blind") {
          ctx.fillStyle = css("blind");
          ctx.fillRect(x, bbox.top + bbox.height - 4 * r, Math.max(w, r), 4 * r);
        } else {
          ctx.fillStyle = alpha(css("muted"), .3);
          ctx.fillRect(x, bbox.top, Math.max(w, r), bbox.height);
        }
      }
    }

    // Scales: linear, or linear below 1 and logarithmic above, so that nothing (0) has its place too.

    const bend = v => log ? Math.asinh(v) : v;
    const unbend = v => log ? Math.sinh(v) : v;
    const tops = (lane, on) => lane.series.filter(s => s.on === on).map(s => {
      let top = 0;
      for (let i = 0; i < lane.x.length; i++) {
        if (lane.x[i] >= view.min - 1e-9 && lane.x[i] <= view.max && s.values[i] > top) top = s.values[i];
      }
      return top;
    });

    function splits(top) {
      if (log) {
        const all = top > 20 ? [0] : [0, 1];
        for (let v = 10; v <= top * 1.01; v *= 10) all.push(v);
        return all;
      }
      const rough = top / 3.4, ten = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 2.5, 5, 10].map(m => m * ten).find(s => s >= rough);
      const all = [];
      for (let v = 0; v <= top * 1.0001; v += step) all.push(v);
      return all;
    }

    function valueAxis(lane, on, side, width) {
      return {
        scale: on, side, size: width, stroke: css("muted"), font: "11px system-ui, sans-serif", gap: 4,
        grid: {show: on === "y", stroke: css("grid"), width: 1}, ticks: {show: false},
        splits: () => on === "strip" ? [0, 1] : splits(Math.max(...tops(lane, on), lane[on].least || 0) || 1),
        filter: (u, all) => all, values: (u, all) => all.map(lane[on].format || short),
      };
    }

    function scales(lane) {
      const top = on => Math.max(...tops(lane, on), lane[on].least || 0) || 1;
      const room = lane.strip ? 1 - STRIP - .04 : .94;
      const found = {
        x: {time: false, range: () => [view.min, view.max]},
        y: {distr: log ? 4 : 1, asinh: 1, range: () => [0, unbend(bend(top("y")) / room)]},
      };
      if (lane.y2) found.y2 = {distr: log ? 4 : 1, asinh: 1, range: () => [0, unbend(bend(top("y2")) / .94)]};
      if (lane.strip) found.strip = {range: () => [1 - 1.04 / STRIP, 1.04]};
      return found;
    }

    function plot(lane, host, width, last) {
      const [left, right] = gutters();
      const second = lane.y2 ? "y2" : lane.strip ? "strip" : null;
      const empty = lane.series.length === 0;
      const u = new uPlot({
        width, height: lane.height + (last ? 24 : 0), legend: {show: false}, pxAlign: 1,
        padding: [6, second ? 0 : right, 4, empty ? left : 0],
        cursor: {
          sync: {key: "squall", setSeries: false, scales: ["x", null]}, y: false, points: {show: !empty, size: 6},
          drag: {x: true, y: false, setScale: false}, bind: {dblclick: () => () => reset()},
        },
        scales: empty ? {x: {time: false, range: () => [view.min, view.max]}, y: {range: () => [0, 1]}} : scales(lane),
        axes: [
          {...timeAxis(), show: !empty || last, size: last ? 24 : 0, gap: 7, values: (u, all) => all.map(s => last ? clock(s) : ""),
            grid: {stroke: css("grid"), width: 1}, ticks: {show: false}},
          ...(empty ? [{show: false}] : [valueAxis(lane, "y", 3, left)]),
          ...(second ? [valueAxis(lane, second, 1, right)] : []),
        ],
        series: [{}, ...(empty ? [{show: false}] : lane.series.map(s => ({
          scale: s.on, stroke: css(s.colour), width: s.width || 1.5, dash: s.dash, spanGaps: !!s.bridges,
          fill: s.fill ? alpha(css(s.colour), s.fill) : undefined, fillTo: 0, points: {show: false},
          paths: uPlot.paths.stepped({align: 1}),
        })))],
        hooks: {
          drawClear: [u => { ground(u, lane.phases || phases); bands(u, lane.spans || []); }],
          draw: lane.draw ? [u => lane.draw(u, tools)] : [],
          setSelect: [dragged],
          setCursor: [follow],
        },
      }, empty ? [[0, endS], [null, null]] : [lane.x, ...lane.series.map(s => s.values)], host);
      // The description of the lane says all that there is to see; what is within is for the eyes alone.
      u.root.setAttribute("aria-hidden", "true");
      return u;
    }

    const timeAxis = () => ({
      stroke: css("muted"), font: "11px system-ui, sans-serif", gap: 3, space: narrow ? 56 : 80, incrs: INCREMENTS,
    });

    const tools = {css, alpha, hatch, band, narrow: () => narrow};

    // The head of a lane: its title, what each line is, and its value where the cursor stands.

    function swatch(s) {
      return `<svg width="26" height="10" aria-hidden="true"><line x1="0" y1="5" x2="26" y2="5" stroke="var(--${s.colour})" ` +
        `stroke-width="${Math.max(2, s.width || 0)}" stroke-dasharray="${(s.dash || []).join(" ")}"/></svg>`;
    }

    function head(lane) {
      const bar = el("div", {class: "head"}, el("h3", {}, lane.title));
      for (const s of lane.series.filter(s => s.name)) {
        const chip = el("span", {class: "chip"});
        chip.innerHTML = swatch(s);
        const value = el("b");
        chip.append(s.name, " ", value);
        bar.append(chip);
        chips.push(t => { value.textContent = t == null ? "" : (lane[s.on].say || lane[s.on].format || short)(at(lane, s, t)); });
      }
      if (lane.note) bar.append(el("span", {class: "sum"}, lane.note));
      return bar;
    }

    const at = (lane, s, t) => {
      const i = Math.floor((t - lane.x[0]) / lane.stepS + 1e-6);
      return s.values[Math.min(lane.x.length - 1, Math.max(0, i))];
    };

    // The ruler.

    function phaseRows(u) {
      const {ctx} = u, ends = [], rows = [];
      ctx.font = (narrow ? 11 : 12) * devicePixelRatio + "px system-ui, sans-serif";
      for (const p of phases.filter(p => p.to > view.min && p.from < view.max && p.to > p.from)) {
        const [x] = band(u, p.from, p.to);
        const w = ctx.measureText(p.name).width + 10 * devicePixelRatio;
        const start = Math.min(x, u.bbox.left + u.bbox.width - w);
        let row = ends.findIndex(end => end <= start);
        if (row < 0) row = ends.length;
        // What finds no place is left to those who zoom in.
        if (row >= rulerRows) continue;
        ends[row] = start + w;
        rows.push({p, x, start, row});
      }
      return rows;
    }

    function drawRuler(u) {
      const {ctx, bbox} = u, r = devicePixelRatio;
      ctx.save();
      ctx.textAlign = "left";
      for (const {p, x, start, row} of phaseRows(u)) {
        const y = bbox.top + (row * 17 + 12) * r;
        ctx.fillStyle = p.kind === "trigger" ? css("trigger") : css("ink");
        ctx.textBaseline = "alphabetic";
        ctx.fillText(p.name, start + 4 * r, y);
        ctx.fillStyle = css("muted");
        ctx.fillRect(Math.round(x), y - 10 * r, r, bbox.top + bbox.height - y + 10 * r);
      }
      ctx.restore();
    }

    function buildRuler(width) {
      const [left, right] = gutters();
      rulerRows = Math.min(phases.length, narrow ? 3 : 2);
      axis = new uPlot({
        width, height: rulerRows * 17 + 32, legend: {show: false}, padding: [4, right, 0, left],
        cursor: {
          sync: {key: "squall", setSeries: false, scales: ["x", null]}, y: false, points: {show: false},
          drag: {x: true, y: false, setScale: false}, bind: {dblclick: () => () => reset()},
        },
        scales: {x: {time: false, range: () => [view.min, view.max]}, y: {range: () => [0, 1]}},
        axes: [
          {...timeAxis(), size: 24, grid: {show: false}, ticks: {stroke: css("line"), size: 4}, values: (u, all) => all.map(clock)},
          {show: false},
        ],
        series: [{}, {show: false}],
        hooks: {
          drawClear: [u => ground(u, phases)], draw: [drawRuler],
          setSelect: [dragged],
          setCursor: [follow],
        },
      }, [[0, endS], [null, null]], ruler);
      axis.root.setAttribute("aria-hidden", "true");
    }

    const clock = s => endS < 1200 || s % 60 !== 0 ? +s.toFixed(3) + " s"
      : endS < 7200 || s % 900 !== 0 ? s / 60 + " min" : s / 3600 + " h";

    // Cursor and zoom.

    /** After the mouse, once a frame, whichever lane it is in; where it left the lanes, the cursor stays. */
    function follow(u) {
      if (busy) return;
      if (u.cursor.left >= 0) pointed = u.posToVal(u.cursor.left, "x");
      const stays = u.cursor.left < 0;
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          if (pointed != null) show(pointed, stays);
        });
      }
    }

    function dragged(u) {
      const {left, width} = u.select;
      if (width > 4) zoom(u.posToVal(left, "x"), u.posToVal(left + width, "x"));
      if (width > 0) u.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
    }

    function show(t, move) {
      now = pointed = Math.min(endS, Math.max(0, t));
      busy = true;
      if (move) {
        for (const u of [axis, ...plots]) u.setCursor({left: u.valToPos(now, "x"), top: 1}, false);
      }
      busy = false;
      for (const chip of chips) chip(now);
      flag.textContent = seconds(now);
      flag.style.left = axis.valToPos(now, "x") + axis.bbox.left / devicePixelRatio + "px";
      flag.hidden = now < view.min || now > view.max;
      ruler.setAttribute("aria-valuenow", now.toFixed(2));
      ruler.setAttribute("aria-valuetext", options.spokenAt(now));
    }

    function zoom(from, to) {
      const least = Math.min(endS, Math.max(.5, endS / 2000));
      const width = Math.min(endS, Math.max(least, to - from));
      view.min = Math.max(0, Math.min(endS - width, from));
      view.max = view.min + width;
      Object.assign(ruler.dataset, {from: view.min, to: view.max, end: endS});
      for (const u of [axis, ...plots]) u.setScale("x", {min: view.min, max: view.max});
      if (now != null) show(now, true);
    }

    const reset = () => zoom(0, endS);
    const scaleBy = factor => {
      const middle = now != null && now >= view.min && now <= view.max ? now : (view.min + view.max) / 2;
      zoom(middle - (middle - view.min) * factor, middle + (view.max - middle) * factor);
    };

    function go(t) {
      const width = view.max - view.min;
      if (t < view.min || t > view.max) zoom(t - width / 2, t + width / 2);
      show(t, true);
    }

    function key(e) {
      const pace = Math.max(1, Math.round((view.max - view.min) / options.stepS / 400));
      const step = options.stepS * pace * (e.shiftKey ? 10 : 1);
      const t = now ?? view.min, borders = phases.map(p => p.from);
      const moves = {
        ArrowRight: () => go(Math.min(endS, t + step)), ArrowUp: () => go(Math.min(endS, t + step)),
        ArrowLeft: () => go(Math.max(0, t - step)), ArrowDown: () => go(Math.max(0, t - step)),
        PageDown: () => go(borders.find(b => b > t + 1e-6) ?? endS),
        PageUp: () => go(borders.findLast(b => b < t - 1e-6) ?? 0),
        Home: () => go(0), End: () => go(endS),
        "+": () => scaleBy(.5), "=": () => scaleBy(.5), "-": () => scaleBy(2), "0": reset, Escape: reset,
      };
      if (moves[e.key] && !e.ctrlKey && !e.metaKey && !e.altKey) {
        e.preventDefault();
        moves[e.key]();
      }
    }

    // All is drawn anew when width, colours or the choice of lanes change.

    function build() {
      for (const u of [axis, ...plots]) u?.destroy();
      plots = [];
      chips = [];
      const width = printing ? 700 : ruler.clientWidth;
      narrow = width < 640;
      ruler.replaceChildren(flag);
      buildRuler(width);
      for (const [host, lanes] of places) {
        host.replaceChildren();
        const shown = lanes.filter(l => !l.hidden);
        for (const lane of shown) {
          const chart = el("div", {role: "img", "aria-label": lane.title + ". " + (lane.spoken || lane.note || "")});
          host.append(el("figure", {class: lane.joined ? "lane joined" : "lane", role: "group", "aria-label": lane.title}, head(lane), chart));
          plots.push(plot(lane, chart, width, lane === shown.at(-1)));
        }
      }
      if (now != null && !printing) show(now, true);
    }

    for (const [k, v] of Object.entries({
      role: "slider", tabindex: "0",
      "aria-label": "Time of the run. Arrow keys move the cursor, page keys go from phase to phase, plus and minus zoom, zero resets.",
      "aria-valuemin": "0", "aria-valuemax": String(endS), "aria-valuenow": "0", "aria-valuetext": options.spokenAt(0),
    })) ruler.setAttribute(k, v);
    ruler.addEventListener("keydown", key);
    build();
    reset();
    let width = ruler.clientWidth;
    new ResizeObserver(() => {
      if (!printing && ruler.clientWidth !== width) {
        width = ruler.clientWidth;
        build();
      }
    }).observe(ruler);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", build);
    const print = on => {
      if (printing !== on) {
        printing = on;
        document.documentElement.classList.toggle("printing", on);
        build();
      }
    };
    matchMedia("print").addEventListener("change", e => print(e.matches));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    return {build, reset, scaleBy, go, setLog: on => { log = on; build(); }};
  }

  return {sheet, el, look, short, seconds};
})();
