"use strict";
/* See check-report, which calls it: chromium, node_modules, bundle, directory for screenshots. */
const fs = require("node:fs"), path = require("node:path"), url = require("node:url");
const [chromiumPath, modules, bundle, shots] = process.argv.slice(2);
const {chromium} = require(path.resolve(modules, "playwright-core"));
const axe = fs.readFileSync(path.resolve(modules, "axe-core/axe.min.js"), "utf8");
const file = fs.statSync(bundle).isDirectory() ? path.resolve(bundle, "report.html") : path.resolve(bundle), page = url.pathToFileURL(file).href;

let checks = 0;
const faults = [];
function fact(sentence, holds, found = "") {
  checks++;
  if (!holds) faults.push(sentence + (found === "" ? "" : ": " + found));
}

const tell = () => faults.forEach(fault => console.error("check-report: not so: " + fault));

async function open(browser, width, colorScheme) {
  const p = await browser.newPage({viewport: {width, height: 900}, colorScheme});
  const name = `${width} px, ${colorScheme}`;
  p.on("request", r => fact(`${name}: nothing is asked of the network`, r.url() === page, r.url().slice(0, 90)));
  p.on("console", m => fact(`${name}: the console is silent`, false, m.text()));
  p.on("pageerror", e => fact(`${name}: no script fails`, false, e.message));
  await p.goto(page);
  await p.waitForSelector(".lane canvas", {timeout: 10_000});
  await settled(p);
  return p;
}

const settled = p => p.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
const paint = p => p.evaluate(() => [...document.querySelectorAll("canvas")].map(c => c.toDataURL()));
const ruler = p => p.evaluate(() => {
  const r = document.querySelector(".ruler");
  return {...r.dataset, now: +r.ariaValueNow};
});

async function accessible(p, name) {
  await p.evaluate(axe);
  const {violations} = await p.evaluate(() => axe.run());
  for (const v of violations) {
    fact(`${name}: axe finds no serious fault`, !["serious", "critical"].includes(v.impact), `${v.id} at ${v.nodes[0].target}`);
  }
  fact(`${name}: axe has looked`, true);
}

async function keyboard(p) {
  let tabs = 0;
  while (tabs++ < 40 && !await p.evaluate(() => document.activeElement.matches(".ruler"))) await p.keyboard.press("Tab");
  fact("Tab comes to the picture", tabs < 40);
  fact("focus is seen", await p.evaluate(() => getComputedStyle(document.activeElement).outlineStyle) !== "none");
  const start = await ruler(p);
  await p.keyboard.press("ArrowRight");
  const moved = await ruler(p);
  fact("an arrow key moves the cursor", moved.now > start.now, moved.now);
  await p.keyboard.press("End");
  await p.keyboard.press("PageUp");
  await p.keyboard.press("+");
  const zoomed = await ruler(p);
  fact("plus zooms", zoomed.to - zoomed.from < .6 * (start.to - start.from), JSON.stringify(zoomed));
  await p.keyboard.press("Escape");
  const back = await ruler(p);
  fact("Escape shows the whole run", back.from === start.from && back.to === start.to, JSON.stringify(back));
}

async function inStep(p) {
  const lane = p.locator(".lane .u-over").nth(1);
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  await p.mouse.move(box.x + box.width / 2, box.y + 20);
  await settled(p);
  const cursors = await p.evaluate(() => [...document.querySelectorAll(".u-cursor-x")].map(c => c.style.transform));
  fact("the cursor is in step in all lanes", new Set(cursors).size === 1 && cursors.length > 3, cursors.join(" "));
  const values = await p.evaluate(() => [...document.querySelectorAll(".chip b")].map(b => b.textContent));
  fact("the lanes say their values", values.some(v => /\d/.test(v)), values.join(" "));
  await p.mouse.down();
  await p.mouse.move(box.x + box.width * .75, box.y + 20, {steps: 4});
  await p.mouse.up();
  const zoomed = await ruler(p);
  fact("a drag zooms", zoomed.to - zoomed.from < .5 * zoomed.end, JSON.stringify(zoomed));
  await p.keyboard.press("Escape");
  await p.dblclick(".ruler .u-over");
  const back = await ruler(p);
  fact("a double click shows the whole run", back.from === "0" && back.to === back.end, JSON.stringify(back));
  await p.mouse.move(0, 0);
}

async function print(p) {
  await p.setViewportSize({width: 720, height: 1000});
  await p.emulateMedia({media: "print", colorScheme: "dark"});
  await settled(p);
  const {paper, wide} = await p.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    wide: [...document.querySelectorAll("canvas")].filter(c => c.clientWidth > 705).length,
  }));
  fact("paper is light", paper === "rgb(255, 255, 255)", paper);
  fact("no lane is wider than the paper", wide === 0, wide);
  const cut = await p.evaluate(() => [...document.querySelectorAll("table, pre, .lane")]
    .filter(e => e.getBoundingClientRect().right > 720).length);
  fact("nothing is cut off on paper", cut === 0, cut);
}

(async () => {
  const size = fs.statSync(file).size;
  fact("the file is smaller than 1.5 MB", size < 1.5e6, size);
  const browser = await chromium.launch({executablePath: chromiumPath, args: ["--no-sandbox"]});
  try {
    if (shots) fs.mkdirSync(shots, {recursive: true});
    const shoot = async (p, name, clip) =>
      shots && p.screenshot({path: path.join(shots, `report-${name}.png`), fullPage: true, clip});

    const light = await open(browser, 1400, "light");
    const blank = await light.evaluate(() => [...document.querySelectorAll("canvas")]
      .filter(c => c.getContext("2d").getImageData(0, 0, c.width, c.height).data.every(v => v === 0)).length);
    fact("every lane is drawn", blank === 0, blank);
    await accessible(light, "light");
    await shoot(light, "light", {x: 0, y: 0, width: 1400, height: 1700});
    await keyboard(light);
    await inStep(light);
    const before = await paint(light);
    await light.emulateMedia({colorScheme: "dark"});
    await settled(light);
    fact("the lanes change their colours with the screen's", (await paint(light)).every((c, i) => c !== before[i]));
    await print(light);
    await shoot(light, "print");

    const dark = await open(browser, 1400, "dark");
    await accessible(dark, "dark");
    await shoot(dark, "dark");

    const narrow = await open(browser, 400, "light");
    await accessible(narrow, "narrow");
    const wide = await narrow.evaluate(() => document.scrollingElement.scrollWidth);
    fact("nothing is wider than a narrow screen", wide <= 400, wide);
    await shoot(narrow, "narrow");
    await narrow.setViewportSize({width: 800, height: 900});
    await settled(narrow);
    const canvas = await narrow.evaluate(() => document.querySelector(".lane canvas").clientWidth);
    fact("the lanes follow the width of the screen", canvas > 700, canvas);
  } finally {
    await browser.close();
  }
  tell();
  if (faults.length === 0) console.log(`check-report: ${file}: all ${checks} facts hold`);
  process.exit(faults.length === 0 ? 0 : 1);
})().catch(e => {
  tell();
  console.error("check-report: " + e.message.split("\n")[0]);
  process.exit(1);
});
