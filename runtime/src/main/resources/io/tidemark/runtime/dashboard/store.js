// SPDX-License-Identifier: Apache-2.0
// The panes that the page keeps, by view, key and window. All of it is bounded: a page that stays open for weeks does not grow.

export const MOST_KEYS = 200;
export const MOST_WINDOWS = 300;
export const MOST_PANES = 12_000;
const MOST_ALERTS = 50;
const PERCENTILE = /^p\d+(\.\d+)?$/;

/** Results as numbers by name; percentiles as `latency_ms.p95`. Other maps and texts are left out. */
export function numbers(results) {
  const flat = {};
  for (const [name, value] of Object.entries(results)) {
    if (typeof value === 'number') {
      flat[name] = value;
    } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [part, inner] of Object.entries(value)) {
        if (PERCENTILE.test(part) && typeof inner === 'number') flat[name + '.' + part] = inner;
      }
    }
  }
  return flat;
}

/** Where a pane stands on the x axis: the end of its window in ms, the number of its last element, or, without bounds, the watermark. */
function position(pane) {
  return pane.window.end ?? pane.window.to ?? pane.watermark;
}

/** The windows of one key, in order of their ends; of each, its last pane. */
class KeySeries {
  constructor(id, key) {
    this.id = id;
    this.key = key;
    this.windows = [];
  }

  /** Returns by how many windows it has grown. */
  add(pane) {
    const start = pane.window.start ?? pane.window.from ?? 0;
    const x = position(pane);
    let at = this.windows.length;
    while (at > 0 && (this.windows[at - 1].x > x || (this.windows[at - 1].x === x && this.windows[at - 1].start > start))) at--;
    const before = this.windows[at - 1];
    const known = before && before.x === x && before.start === start ? before : null;
    if (pane.retraction) {
      // What is taken back is gone, until what is right instead comes.
      if (known && known.index <= pane.pane.index) this.windows.splice(at - 1, 1);
      return known ? -1 : 0;
    }
    if (known && !pane.pane.filled && known.index > pane.pane.index) return 0;
    const point = {
      x, start, window: pane.window, index: pane.pane.index, timing: pane.pane.timing, filled: Boolean(pane.pane.filled),
      count: pane.count, values: numbers(pane.results),
    };
    if (known) {
      this.windows[at - 1] = point;
      return 0;
    }
    this.windows.splice(at, 0, point);
    if (this.windows.length > MOST_WINDOWS) {
      this.windows.shift();
      return 0;
    }
    return 1;
  }

  last() {
    return this.windows[this.windows.length - 1];
  }
}

/** The panes of one view. */
export class ViewSeries {
  constructor(name) {
    this.name = name;
    /** Least recently changed first. */
    this.keys = new Map();
    this.names = new Set();
    this.size = 0;
    this.forgotten = 0;
  }

  add(pane) {
    const id = JSON.stringify(pane.key);
    const series = this.keys.get(id) ?? new KeySeries(id, pane.key);
    this.keys.delete(id);
    this.keys.set(id, series);
    this.size += series.add(pane);
    for (const name of Object.keys(series.last()?.values ?? {})) this.names.add(name);
    if (series.windows.length === 0) this.keys.delete(id);
    while (this.keys.size > MOST_KEYS || this.size > MOST_PANES) {
      const [oldest, gone] = this.keys.entries().next().value;
      this.keys.delete(oldest);
      this.size -= gone.windows.length;
      this.forgotten++;
    }
  }

  /** The keys, those with most elements in their newest windows first. */
  ranked() {
    return [...this.keys.values()].sort((a, b) => b.last().count - a.last().count || (a.id < b.id ? -1 : 1));
  }
}

/** All panes that the page keeps. */
export class PaneStore {
  constructor() {
    this.views = new Map();
    this.alerts = [];
    this.missed = 0;
    this.changed = true;
  }

  /** The views of the job: what comes from another one is an alert of a detector. */
  expect(names) {
    for (const name of names) if (!this.views.has(name)) this.views.set(name, new ViewSeries(name));
  }

  /** Newest first, after those of several detectors came one after the other. */
  sortAlerts() {
    this.alerts.sort((a, b) => position(b) - position(a));
  }

  add(pane) {
    this.changed = true;
    const view = this.views.get(pane.view);
    if (view) {
      view.add(pane);
    } else if (!this.alerts.some(alert => alert.id === pane.id)) {
      this.alerts.unshift(pane);
      this.alerts.length = Math.min(this.alerts.length, MOST_ALERTS);
    }
  }
}
