// What the stories of a file share: a server, a browser, and ways to look at a page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { launch, open, serve } from "./daybook.mjs";

/** The rules of axe-core, to be run by the browser. */
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Pages of every kind. */
export const PAGES = [
  "/",
  "/?q=waiting+times&organisation=nhs-england",
  "/?q=wiating+AND&from=x",
  "/?q=zzqq&organisation=unison",
  "/?date=2014-12",
  "/?date=2014-12-16",
  "/?from=2013&to=2015",
  "/entries/daily-live-16122014/15",
  "/entries/live-11113/3",
  "/pages/daily-live-16122014",
  "/entities/organisation/nhs-england",
  "/entities/person/dev-mistry",
  "/archive",
  "/facets/organisation",
  "/entities/person/nobody",
];

export let server;
export let browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** Runs a story on a page of its own, and fails if the browser complained meanwhile. */
export async function on(path, options, story) {
  const { page, complaints, close } = await open(browser, server.base, path, options);
  try {
    await story(page);
    assert.deepEqual(complaints, []);
  } finally {
    await close();
  }
}

/** The number of entries that a search page says it found. */
export const count = (page) => page.$eval("#count", (element) => Number(element.textContent.split(" ")[0].replace(",", "")));

/** Waits until the search with that query string is shown. */
export const settled = (page, query) =>
  page.waitForFunction(
    (wanted) => location.search === wanted && document.getElementById("region").getAttribute("aria-busy") === "false",
    { timeout: 5000 },
    query,
  );
