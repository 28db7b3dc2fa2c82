// A server over the sample archive and a browser before it, for as long as a run lasts.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.DAYBOOK || join(root, "target/debug/daybook");
const chromium = process.env.CHROMIUM || "/usr/bin/chromium";

const SCRIPT = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><b>bold</b>`;
const WORD = "w".repeat(10000);
const TURNED = "\u202eturned round\u2066";

/** Archives to serve: each writes its pages into a folder, and says where they are. */
export const ARCHIVES = {
  sample: () => join(root, "index-data/sample"),
  hostile(folder) {
    const pages = join(folder, "pages");
    mkdirSync(pages);
    const page = (name, title) =>
      writeFileSync(
        join(pages, name),
        `---\ntitle: ${title}\nurl: javascript:alert(3)//${name}\ndate: 2015-03-09\n---\n` +
          `Standfirst ${WORD}\n\n` +
          `9.10am Waiting: ${SCRIPT} ${TURNED} and waiting on\n\n` +
          `10.20am Waiting ${WORD} for Dr Ana ${TURNED} Jones (see 9.10am).\n\n` +
          `11.30am “Waiting ${WORD} is bad,” said Jeremy Hunt of the Ww${WORD} Hospitals NHS Foundation Trust and of Unison.\n\n` +
          `12.40pm Waiting, said Una ${"O’Very".repeat(40)}, chief executive of Unison. “${TURNED} waiting,” said Jeremy Hunt.\n\n` +
          `1.50pm Waiting on the page ${name}.\n`,
      );
    page("hostile.txt", `${SCRIPT} ${TURNED}`);
    page("long.txt", WORD);
    return pages;
  },
};

/** Indexes an archive, the sample unless told otherwise, and serves it on a free port. */
export async function serve(archive = ARCHIVES.sample) {
  const folder = mkdtempSync(join(tmpdir(), "daybook-browser-"));
  const data = ["--data-dir", join(folder, "index")];
  const indexed = spawnSync(binary, ["index", ...data, archive(folder)], { encoding: "utf8" });
  if (indexed.status !== 0) throw new Error(`${binary} index: ${indexed.error ?? indexed.stderr}`);
  const server = spawn(binary, ["serve", ...data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const base = await new Promise((resolve, reject) => {
    let printed = "";
    server.once("error", reject);
    server.once("exit", (status) => reject(new Error(`the server ended with ${status}`)));
    server.stdout.on("data", (bytes) => {
      printed += bytes;
      const address = /answers at (http:\S+)/.exec(printed);
      if (address) resolve(address[1]);
    });
  });
  return {
    base,
    stop() {
      server.removeAllListeners("exit");
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The system's Chromium. As root, as in a container, it runs without a sandbox of its own. */
export function launch() {
  const args = ["--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return puppeteer.launch({ executablePath: chromium, args });
}

/** A page in a context of its own, with what the browser complains of; `before` prepares it. */
export async function open(browser, base, path, { width = 1280, height = 900, scheme = "light", scripts = true, touch = false, before } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  // A page that is not there is also logged as one; the tests ask for some.
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) complaints.push(`fetched ${request.url()}`);
  });
  await page.setViewport({ width, height, hasTouch: touch, isMobile: touch });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.setJavaScriptEnabled(scripts);
  if (before) await before(page);
  await page.goto(base + path, { waitUntil: "load" });
  return { page, complaints, close: () => context.close() };
}
