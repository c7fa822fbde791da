// SPDX-License-Identifier: Apache-2.0
// The charts of a view's results, and its keys by one of them.
import {byId, fill, h, table} from './dom.js';
import {Chart, colour} from './charts.js';
import * as format from './format.js';

const MOST_LINES = 8;
const MOST_CHARTS = 12;
const MOST_RANKED = 20;
const MOST_CHIPS = 24;

/** What people look for first comes first. */
const ORDER = [/latency.*\.p|time_to_first.*\.p/, /latency|time_to_first/, /error/, /cost|usd/, /quality|score|accuracy|rating/, /\.p\d/, /rate/, /throughput|requests|count|^n$/, /token/];

function rank(name) {
  const at = ORDER.findIndex(pattern => pattern.test(name));
  return at < 0 ? ORDER.length : at;
}

/** Names of results as charts: `{title, parts}`, the parts of a set of percentiles in order. */
export function groups(names) {
  const byBase = new Map();
  for (const name of names) {
    const base = name.split('.')[0];
    if (!byBase.has(base)) byBase.set(base, []);
    byBase.get(base).push(name);
  }
  const percentile = name => Number(name.slice(name.indexOf('.p') + 2));
  return [...byBase].map(([title, parts]) => ({title, parts: parts.sort((a, b) => percentile(a) - percentile(b))}))
    .sort((a, b) => rank(a.parts[0]) - rank(b.parts[0]));
}

export class Results {
  /** Shows what `store` has; `explain` is called with a view and a key. */
  constructor(store, explain) {
    this.store = store;
    this.explain = explain;
    this.definitions = new Map();
    this.view = null;
    this.only = null;
    this.filter = '';
    this.charts = new Map();
    byId('key-filter').addEventListener('input', event => {
      this.filter = event.target.value.trim().toLowerCase();
      this.only = null;
      this.render();
    });
    byId('ranking-by').addEventListener('change', () => this.renderRanking());
  }

  /** The views of the job, as `/api/v1/views` has them. */
  define(views) {
    const isNew = views.length !== this.definitions.size || views.some(view => !this.definitions.has(view.name));
    this.definitions = new Map(views.map(view => [view.name, view]));
    if (!isNew) return;
    const asked = decodeURIComponent(location.hash.replace(/^#view=/, ''));
    this.choose(this.definitions.has(asked) ? asked : views[0]?.name ?? null);
  }

  choose(name) {
    this.view = name;
    this.only = null;
    this.charts.forEach(chart => chart.remove());
    this.charts.clear();
    const names = [...this.definitions.keys()];
    fill(byId('view-tabs'), names.map(view => h('button', {
      type: 'button', role: 'tab', tabIndex: view === name ? 0 : -1, 'aria-selected': String(view === name), 'aria-controls': 'charts',
      onclick: () => this.choose(view), onkeydown: event => this.walk(event, names),
    }, view)));
    this.render();
  }

  /** Tabs are walked through with the arrow keys. */
  walk(event, names) {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    this.choose(names[(names.indexOf(this.view) + step + names.length) % names.length]);
    byId('view-tabs').querySelector('[aria-selected="true"]').focus();
  }

  series() {
    return this.store.views.get(this.view);
  }

  /** The keys that the filter takes. */
  keys() {
    const all = this.series()?.ranked() ?? [];
    return this.filter === '' ? all : all.filter(series => series.id.toLowerCase().includes(this.filter));
  }

  render() {
    const definition = this.definitions.get(this.view);
    if (!definition) return;
    byId('view-about').textContent = about(definition);
    const keys = this.keys();
    if (this.only && !keys.some(series => series.id === this.only)) this.only = null;
    const shown = this.only ? keys.filter(series => series.id === this.only) : keys.slice(0, MOST_LINES);
    this.renderChips(keys, shown);
    this.renderCharts(definition, keys, shown);
    this.renderRanking();
  }

  renderChips(keys, shown) {
    const chips = keys.slice(0, MOST_CHIPS).map(series => {
      const at = shown.indexOf(series);
      return h('button', {
        type: 'button', 'aria-pressed': String(this.only === series.id), title: 'Only this key, with its percentiles as bands',
        onclick: () => { this.only = this.only === series.id ? null : series.id; this.render(); },
      }, at >= 0 ? h('i', {className: 'dot', style: {background: colour(this.colourOf(series, at))}}) : null, format.key(series.key));
    });
    const all = h('button', {type: 'button', 'aria-pressed': String(!this.only), onclick: () => { this.only = null; this.render(); }},
      keys.length <= MOST_LINES ? 'all keys' : 'the ' + MOST_LINES + ' busiest');
    const rest = keys.length > MOST_CHIPS ? h('span', {className: 'quiet'}, 'and ' + (keys.length - MOST_CHIPS) + ' more; filter to find one') : null;
    const gone = this.series()?.forgotten ?? 0;
    const focused = byId('keys').contains(document.activeElement) ? [...byId('keys').children].indexOf(document.activeElement) : -1;
    fill(byId('keys'), keys.length > 0 ? all : null, chips, rest,
      gone > 0 ? h('span', {className: 'quiet'}, '(' + format.whole(gone) + ' keys that were silent for longest are not kept by this page)') : null);
    byId('keys').children[focused]?.focus();
  }

  /** A key keeps its colour when others come and go. */
  colourOf(series, at) {
    const known = this.colours ??= new Map();
    const id = this.view + series.id;
    if (!known.has(id)) {
      if (known.size > 500) known.clear();
      const used = new Set(this.keys().slice(0, MOST_LINES).map(other => known.get(this.view + other.id)));
      const free = [...Array(MOST_LINES).keys()].find(i => !used.has(i));
      known.set(id, free ?? at);
    }
    return known.get(id);
  }

  renderCharts(definition, keys, shown) {
    const all = groups(this.series()?.names ?? []);
    const isSession = definition.definition.type === 'session';
    const isTime = shown[0]?.last().window.from === undefined;
    const nothing = byId('no-panes');
    nothing.hidden = shown.length > 0;
    nothing.textContent = this.filter !== '' ? 'No key has "' + this.filter + '" in it.'
      : 'No pane yet: "Why has it not fired?" below tells what windows wait for.';
    const wanted = new Set();
    for (const {title, parts} of shown.length > 0 ? all.slice(0, MOST_CHARTS) : []) {
      wanted.add(title);
      if (!this.charts.has(title)) this.charts.set(title, new Chart(this.charts.size === 0));
      const chart = this.charts.get(title);
      if (!chart.element.isConnected) byId('charts').append(chart.element);
      if (shown.length === 1 && !isSession && parts.length > 1) {
        chart.show(title + ' of ' + format.key(shown[0].key), parts.map(part => part.slice(title.length + 1)).join(', '), bands(shown[0], parts, colour(this.colourOf(shown[0], 0))));
      } else {
        const name = parts.find(part => part.endsWith('.p95')) ?? parts[parts.length - 1];
        const lines = (isSession ? keys : shown).map((series, i) => ({label: format.key(series.key), colour: colour(isSession ? 0 : this.colourOf(series, i)), points: series.windows, name}));
        const dots = [{label: 'session', colour: colour(0), points: lines.flatMap(line => line.points), name}];
        chart.show(name.replace('.', ' '), isSession ? 'each session a dot, when it ended' : parts.length > 1 ? 'choose one key to see all of ' + parts.map(part => part.slice(title.length + 1)).join(', ') : '',
          {lines: isSession ? dots : lines, isTime, isScattered: isSession});
      }
    }
    for (const [title, chart] of this.charts) {
      if (!wanted.has(title)) {
        chart.remove();
        this.charts.delete(title);
      }
    }
  }

  /** The keys by one result in their newest windows. */
  renderRanking() {
    const select = byId('ranking-by');
    const names = groups(this.series()?.names ?? []).flatMap(group => group.parts.slice().reverse());
    if (names.join() !== [...select.options].map(option => option.value).join()) {
      const before = select.value;
      fill(select, names.map(name => h('option', {value: name}, name.replace('.', ' '))));
      if (names.includes(before)) select.value = before;
    }
    const name = select.value;
    const of = series => series.last().values[name] ?? -Infinity;
    const ranked = this.keys().sort((a, b) => of(b) - of(a)).slice(0, MOST_RANKED);
    const most = Math.max(0, ...ranked.map(of));
    const rows = ranked.map(series => {
      const last = series.last();
      const value = last.values[name];
      return [
        format.key(series.key), format.result(name, value),
        h('span', {className: 'bar', style: {width: (most > 0 && value > 0 ? 100 * value / most : 0) + '%'}}),
        format.whole(last.count), newest(last.window), timing(last),
        h('button', {type: 'button', onclick: () => this.explain(this.view, series.key)}, 'explain'),
      ];
    });
    const container = byId('ranking-table');
    // Whoever stands on a button must not lose it.
    if (container.contains(document.activeElement) && document.activeElement.tagName === 'BUTTON') return;
    fill(container, table(null, [
      {title: 'key', className: 'key'}, {title: name.replace('.', ' '), number: true}, {title: '', className: 'track'}, {title: 'elements', number: true},
      {title: 'newest window', className: 'narrow'}, {title: 'pane', className: 'narrow'}, {title: '', className: 'actions'}], rows, 'Nothing yet.'));
  }
}

function newest(window) {
  return window.end !== undefined ? 'until ' + format.time(window.end) : format.bounds(window);
}

function timing(point) {
  if (point.filled) return 'filled';
  return {early: 'provisional', on_time: 'on time', late: 'corrected'}[point.timing] + ', ' + (point.index + 1) + '.';
}

/** The percentiles of one key, filled between each and the next. */
function bands(series, parts, stroke) {
  const lines = parts.map(part => ({label: part.slice(part.indexOf('.') + 1), colour: stroke, points: series.windows, name: part}));
  const isTime = series.last().window.from === undefined;
  return {lines, isTime, bands: parts.slice(1).map((part, i) => [i + 1, i])};
}

/** A view in a line. */
function about(view) {
  const {definition, counters} = view;
  const size = definition.size ?? definition.gap ?? definition.count;
  return [definition.type + (size !== undefined ? ' ' + size : '') + (definition.slide !== undefined ? ' every ' + definition.slide : ''),
    view.key.length > 0 ? 'by ' + view.key.join(', ') : 'all together', format.whole(counters.elements) + ' elements',
    format.whole(counters.panes.on_time) + ' panes on time, ' + format.whole(counters.panes.early) + ' early, ' + format.whole(counters.panes.late) + ' late'].join(' · ');
}
