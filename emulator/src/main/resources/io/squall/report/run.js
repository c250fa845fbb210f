"use strict";
/* From the data of one run to its lanes, for a page of one run or of several. */
const Run = data => {
  const {look, short, seconds} = Lanes;
  const stepS = data.bucketNs / 1e9, endS = data.endNs / 1e9;
  const n = data.untrusted.length;
  const x = Array.from({length: n}, (_, i) => i * stepS);
  const s = ns => ns == null ? null : ns / 1e9;
  const number = v => v < 0 ? null : v;

  const phases = data.phases.map(p => ({name: p.name, kind: p.kind, from: s(p.startNs), to: s(p.endNs)}));
  const windowLength = Math.max(1, Math.round(data.windowNs / data.bucketNs));
  const control = name => data.controls.find(c => c.name === name);
  const share = v => v == null ? "–" : (100 * v).toFixed(v > 0 && v < .1 ? 1 : 0) + " %";
  const ms = v => v == null ? "–" : v >= 1000 ? +(v / 1000).toPrecision(3) + " s" : +v.toPrecision(3) + " ms";
  const perSecond = values => values.map(v => v < 0 ? null : v / stepS);
  const total = (rows, key) => x.map((_, i) => rows.reduce((sum, r) => sum + Math.max(0, r[key][i]), 0));
  const peak = values => values.reduce((best, v, i) => v != null && v > (values[best] ?? -1) ? i : best, 0);

  /** Of a window that ends with a bucket. */
  function ratio(above, below) {
    let a = 0, b = 0;
    return below.map((_, i) => {
      a += Math.max(0, above[i]) - (i >= windowLength ? Math.max(0, above[i - windowLength]) : 0);
      b += Math.max(0, below[i]) - (i >= windowLength ? Math.max(0, below[i - windowLength]) : 0);
      return b > 0 ? a / b : null;
    });
  }

  /** Stretches of buckets of which something is true. */
  function stretches(values, kind) {
    const found = [];
    values.forEach((v, i) => {
      const last = found.at(-1);
      if (v > 0 && last && last.to > i * stepS - stepS / 2) last.to = (i + 1) * stepS;
      else if (v > 0) found.push({from: i * stepS, to: (i + 1) * stepS, kind});
    });
    return found;
  }

  const untrusted = stretches(data.untrusted, "untrusted");
  const starved = c => c.starved.map(w => ({from: s(w.enteredNs), to: s(w.leftNs) ?? endS, kind: "starved"}));
  const said = spans => spans.map(w => `${seconds(w.from)} to ${seconds(w.to)}`).join(", ");
  const line = (name, values, style, on = "y") => ({name, values, on, ...style});

  // The lanes.

  function operatorLane() {
    const rows = data.mitigations.filter(m => m.conditionNs != null);
    const tell = m => `${m.name}: wished ${seconds(s(m.wishedNs))}` + (m.appliedNs == null ? ", never applied"
      : `, applied ${seconds(s(m.appliedNs))} ${m.console ? "at the console" : "remotely"}`);
    return {
      kind: "operator", title: "The operator", height: 8 + 46 * Math.max(1, rows.length), series: [], x, stepS,
      note: "○ wished  ◆ decided  ● applied; between them, the cost of blindness",
      spoken: rows.map(m => tell(m) + (m.blindnessCostNs == null ? "" : `, blindness cost ${seconds(s(m.blindnessCostNs))}`)).join(". "),
      draw: (u, tools) => rows.forEach((m, i) => mitigation(u, tools, m, i)),
    };
  }

  function mitigation(u, {css, alpha, hatch, band, narrow}, m, row) {
    const {ctx, bbox} = u, r = devicePixelRatio;
    const pos = ns => u.valToPos(s(ns), "x", true);
    const y = bbox.top + (row * 46 + 32) * r, ink = css("ink");
    ctx.save();
    ctx.textAlign = "left";
    ctx.beginPath();
    ctx.rect(bbox.left - 8 * r, bbox.top, bbox.width + 16 * r, bbox.height);
    ctx.clip();
    const bar = (from, to, slope) => {
      if (from == null || to == null || to <= from) return;
      const [left, width] = band(u, s(from), s(to));
      for (const fill of [alpha(css("blue"), .14), hatch(ctx, css("blue"), slope > 0 ? 6 : 5, slope)]) {
        ctx.fillStyle = fill;
        ctx.fillRect(left, y - 6 * r, Math.max(0, width), 12 * r);
      }
    };
    const endNs = m.appliedNs ?? data.endNs;
    bar(m.wishedNs, m.decidedNs ?? endNs, 1);
    bar(m.decidedNs, endNs, -1);
    ctx.strokeStyle = css("muted");
    ctx.lineWidth = r;
    ctx.beginPath();
    ctx.moveTo(pos(m.conditionNs), y - 5 * r);
    ctx.lineTo(pos(m.conditionNs), y + 5 * r);
    ctx.moveTo(pos(m.conditionNs), y);
    ctx.lineTo(pos(m.wishedNs ?? data.endNs), y);
    ctx.stroke();
    const mark = (ns, fill, diamond) => {
      if (ns == null) return;
      ctx.beginPath();
      const at = pos(ns);
      if (diamond) {
        for (const [right, down] of [[0, -6], [5, 0], [0, 6], [-5, 0]]) ctx.lineTo(at + right * r, y + down * r);
        ctx.closePath();
      } else ctx.arc(at, y, 6 * r, 0, 7);
      ctx.fillStyle = fill ? ink : css("paper");
      ctx.fill();
      ctx.lineWidth = 2 * r;
      ctx.strokeStyle = ink;
      ctx.stroke();
    };
    mark(m.wishedNs, false);
    mark(m.decidedNs, true, true);
    mark(m.appliedNs, true);
    const cost = m.appliedNs == null ? "never applied" : narrow() ? `blind for ${seconds(s(m.blindnessCostNs))}`
      : `blindness cost ${seconds(s(m.blindnessCostNs))} = ${seconds(s(m.seeNs))} to see + ${seconds(s(m.reachNs))} to reach`;
    ctx.font = `600 ${12 * r}px system-ui, sans-serif`;
    const w = ctx.measureText(m.name + "  ").width;
    ctx.font = `${12 * r}px system-ui, sans-serif`;
    const all = w + ctx.measureText(cost).width;
    const left = Math.max(bbox.left, Math.min(pos(m.conditionNs), bbox.left + bbox.width - all));
    const write = (text, x, weight) => {
      ctx.font = `${weight} ${12 * r}px system-ui, sans-serif`;
      ctx.lineWidth = 4 * r;
      ctx.strokeStyle = css("paper");
      ctx.strokeText(text, x, y - 12 * r);
      ctx.fillStyle = ink;
      ctx.fillText(text, x, y - 12 * r);
    };
    write(m.name, left, 600);
    write(cost, left + w, 400);
    ctx.restore();
  }

  function stormLane() {
    const intended = perSecond(total(data.storm, "intended")), answered = perSecond(total(data.storm, "answered"));
    const top = peak(intended), best = peak(answered);
    return {
      kind: "storm", title: "The storm", height: 170, x, stepS, spans: untrusted, y: {format: short, say: v => short(v) + "/s"},
      note: `peak ${short(intended[top])}/s at ${seconds(x[top])}; never more than ${short(answered[best])}/s answered`,
      series: [
        line("intended", intended, {colour: "vermillion", dash: [], width: 1.5, fill: .13}),
        line("sent", perSecond(total(data.storm, "sent")), {colour: "blue", dash: [2, 4], width: 1.5}),
        line("answered", answered, {colour: "green", dash: [], width: 2, fill: .3}),
      ],
    };
  }

  function amplificationLane() {
    const values = ratio(total(data.storm, "intended"), total(data.storm, "first_tries"));
    const top = peak(values);
    return {
      kind: "amplification", title: "Amplification", height: 96, x, stepS, spans: untrusted,
      y: {format: v => v == null ? "–" : v === 0 ? "" : "× " + short(v), least: 2},
      note: `intended attempts for each first try in ${seconds(windowLength * stepS)}; peak × ${short(values[top])} at ${seconds(x[top])}`,
      series: [line("", values, {colour: "purple", dash: [], width: 1.8, fill: .12})],
    };
  }

  const classes = [...data.storm, ...data.probe, ...data.operator].map(c => c.name);

  function pathLane(path) {
    const legs = data.leg.filter(l => l.name.startsWith(path.name + "/") && l.dropped.some(v => v > 0));
    const drops = total([path], "dropped"), offered = total([path], "offered");
    const lost = drops.reduce((a, b) => a + b, 0), all = offered.reduce((a, b) => a + b, 0);
    const queue = path.queue.map(number);
    return {
      kind: "path", title: "Device " + path.name, height: lost > 0 ? 130 : 76, x, stepS, spans: untrusted, weight: lost, rank: all,
      y: {format: short, say: v => short(v ?? 0) + "/s", least: 100}, y2: {format: short, least: 4},
      note: lost > 0 ? `dropped packets a second by class, and the queue; ${share(lost / all)} of all packets lost`
        : `no packet lost; the queue held at most ${short(queue[peak(queue)])}`,
      series: [
        line("queue", queue, {colour: "muted", dash: [], width: 1, fill: .16}, "y2"),
        ...legs.map(l => {
          const c = l.name.slice(path.name.length + 1);
          return line(c, perSecond(l.dropped), {...look(classes.indexOf(c)), width: 1.6});
        }),
      ],
    };
  }

  /** Only of a path that has such a table. */
  function tableLane(path) {
    const flows = path.flows.map(number), lost = total([path], "table_drops");
    const all = lost.reduce((a, b) => a + b, 0);
    return {
      kind: "table", title: "Flow table " + path.name, height: 96, x, stepS, spans: untrusted, weight: all, rank: all,
      y: {format: short, least: 4}, y2: {format: short, say: v => short(v ?? 0) + "/s", least: 4},
      note: `at most ${short(flows[peak(flows)])} entries; ${all > 0 ? short(all) + " packets found it full, or no longer in it" : "no packet lost to it"}`,
      series: [
        line("entries", flows, {colour: "muted", dash: [], width: 1.4, fill: .16}),
        line("lost to it", perSecond(path.table_drops), {colour: "orange", dash: [], width: 1.6}, "y2"),
      ],
    };
  }

  function controlLane(probe) {
    const found = control(probe.name), dark = starved(found), blind = stretches(probe.blindMs, "blind");
    const delivery = ratio(probe.answered, probe.sent);
    const us = key => probe[key].map(v => v < 0 ? null : v / 1000);
    return {
      kind: "probe", title: probe.name, height: 148, x, stepS, spans: [...untrusted, ...dark, ...blind], weight: found.starvedNs,
      y: {format: ms, least: 1}, strip: {format: share},
      note: dark.length ? `starved for ${seconds(s(found.starvedNs))}, blind for ${seconds(s(found.blindNs))}` : "never starved",
      spoken: (dark.length ? `Starved from ${said(dark)}. Blind for ${seconds(s(found.blindNs))} in all. ` : "Never starved. ")
        + `${share(found.delivery)} of its probes were answered in time. Latency above, delivery below.`,
      series: [
        line("delivery", delivery, {colour: "green", dash: [], width: 1.8, fill: .16}, "strip"),
        line("max", us("maxUs"), {bridges: true, colour: "muted", dash: [1, 3], width: 1}),
        line("p99", us("p99Us"), {bridges: true, colour: "orange", dash: [6, 3], width: 1.4}),
        line("p50", us("p50Us"), {bridges: true, colour: "blue", dash: [], width: 1.6}),
      ],
    };
  }

  function ageLane(probe) {
    const age = probe.ageMs.map(v => v < 0 ? null : v / 1000), top = peak(age);
    return {
      title: probe.name, height: 64, x, stepS, spans: stretches(probe.blindMs, "untrusted"),
      y: {format: v => v == null ? "–" : short(v) + " s", least: oldest}, note: `oldest ${seconds(age[top])} at ${seconds(x[top])}`,
      series: [line("age", age, {colour: "blue", dash: [], width: 1.5, fill: .25})],
    };
  }

  const oldest = Math.max(1, ...data.probe.map(p => p.ageMs.reduce((a, b) => Math.max(a, b), 0) / 1000));

  const happened = data.mitigations.some(m => m.conditionNs != null);
  const lanes = [
    ...(happened ? [operatorLane()] : []),
    ...(data.storm.length ? [stormLane(), amplificationLane()] : []),
    ...data.path.map(pathLane),
    ...data.path.filter(p => p.flows.some(v => v > 0)).map(tableLane),
    ...data.probe.map(controlLane),
  ];

  function spokenAt(t) {
    const i = Math.min(n - 1, Math.floor(t / stepS));
    const phase = phases.findLast(p => p.from <= t && p.to > p.from);
    const dark = data.controls.filter(c => starved(c).some(w => w.from <= t && t < w.to)).map(c => c.name);
    const rate = key => short(data.storm.reduce((sum, c) => sum + Math.max(0, c[key][i]), 0) / stepS);
    return `${seconds(t)}, ${phase ? phase.name : ""}. Storm ${rate("intended")} a second intended, ${rate("answered")} answered. `
      + (dark.length ? "Starved: " + dark.join(", ") + "." : "Nothing starved.");
  }

  return {label: data.label, lanes, ages: data.probe.map(ageLane), endS, stepS, phases, untrusted, cutsPerBucket: data.cutsPerBucket, spokenAt};
};
