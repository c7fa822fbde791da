// SPDX-License-Identifier: Apache-2.0
// The page: asks the job every other second, takes panes as they come, and draws what changed.
import * as api from './api.js';
import {byId, fill, h} from './dom.js';
import {Explain} from './explain.js';
import * as format from './format.js';
import * as operations from './operations.js';
import {Results} from './results.js';
import {PaneStore} from './store.js';

const POLL_MILLIS = 2000;
const SLOW_POLLS = 3;
const DRAW_MILLIS = 400;
const RECENT_PANES = 1000;

const store = new PaneStore();
const explain = new Explain(store);
const results = new Results(store, (view, key) => explain.choose(view, key));
let isPaused = false;
let polls = 0;
let before = null;
let newest;
let views = [];

/** The panes that were there before the page, and alerts, view by view: one with many keys must not crowd out another. The first view is drawn as soon as it is there. */
async function history() {
  await Promise.all(views.flatMap(({name, detectors}) => [name, ...detectors]).map(async view => {
    const {panes} = await api.get('api/v1/panes/recent?' + new URLSearchParams({view, limit: RECENT_PANES}));
    panes.forEach(pane => store.add(pane));
    draw();
  }));
  store.sortAlerts();
}

/** What the views are; when they are known for the first time, what there is of them. */
async function define() {
  const {job, views: told} = await api.get('api/v1/views');
  const isFirst = views.length === 0;
  views = told;
  document.title = job + ' · Tidemark';
  byId('job').textContent = job;
  store.expect(views.map(view => view.name));
  results.define(views);
  explain.define(views);
  operations.outcomes(views);
  if (isFirst) {
    api.panes(pane => store.add(pane), count => { store.missed += count; });
    await history();
  }
}

async function poll() {
  const [, health, {views: progress}] = await Promise.all([define(), api.get('health'), api.get('api/v1/watermarks')]);
  phase(health.status === 'up' ? health.phase : health.status.replace('_', ' '), health.status === 'up' ? 'good' : 'warn');
  byId('about').textContent = 'version ' + health.version + ' · up for ' + format.span(health.uptime_seconds * 1000);
  operations.watermarks(progress);
  if (polls % SLOW_POLLS === 0) newest = await operations.checkpoints();
  const metrics = await api.metrics();
  operations.tiers(metrics);
  await operations.samples();
  tiles(metrics, progress);
  polls++;
}

function phase(text, kind) {
  byId('phase').textContent = text;
  byId('phase').className = 'badge ' + kind;
}

/** How many a second, since the poll before. */
function rates(metrics) {
  const sum = name => metrics.filter(metric => metric.name === name).reduce((all, metric) => all + metric.value, 0);
  const now = {at: performance.now(), records: sum('tidemark_records_total'), panes: sum('tidemark_panes_total')};
  const seconds = before ? (now.at - before.at) / 1000 : 0;
  const rate = name => before && now[name] >= before[name] && seconds > 0 ? (now[name] - before[name]) / seconds : null;
  const answer = {records: rate('records'), panes: rate('panes'), allRecords: now.records, allPanes: now.panes};
  before = now;
  return answer;
}

function tiles(metrics, progress) {
  const rate = rates(metrics);
  const sum = name => metrics.filter(metric => metric.name === name).reduce((all, metric) => all + metric.value, 0);
  const lags = progress.filter(view => view.lag_ms !== null);
  const worst = lags.sort((a, b) => b.lag_ms - a.lag_ms)[0];
  const hot = metrics.find(metric => metric.name === 'tidemark_state_size_bytes' && metric.labels.tier === 'hot');
  const late = sum('tidemark_late_events_total');
  const dead = sum('tidemark_dead_letters_total');
  const tile = (title, value, small, kind) => h('div', {}, h('dt', {}, title), h('dd', {className: kind ?? ''}, value, h('small', {}, small ?? '')));
  fill(byId('tiles'),
    tile('records a second', rate.records === null ? '…' : format.number(Math.round(rate.records)), format.whole(rate.allRecords) + ' in all'),
    tile('panes a second', rate.panes === null ? '…' : format.number(Math.round(rate.panes * 10) / 10), format.whole(rate.allPanes) + ' in all'),
    tile('watermark behind', worst ? format.span(worst.lag_ms) : '–', worst ? worst.view : 'no watermark yet'),
    tile('late', format.number(late), 'too late for any window', late > 0 ? 'warn' : ''),
    tile('dead letters', format.number(dead), 'could not be used', dead > 0 ? 'bad' : ''),
    tile('state on the heap', format.bytes(hot?.value), 'about'),
    tile('last checkpoint', newest ? format.span(Date.now() - newest.created_at) : '–', newest ? format.bytes(newest.bytes) : 'none'),
    store.missed > 0 ? tile('panes not shown', format.number(store.missed), 'they came faster than this page reads', 'warn') : null);
}

async function again() {
  if (!document.hidden) {
    try {
      await poll();
      byId('trouble').hidden = true;
      document.documentElement.classList.remove('stale');
    } catch (e) {
      trouble(e);
    }
  }
  setTimeout(again, POLL_MILLIS);
}

/** What is shown stays, and is said to be old. */
function trouble(e) {
  const text = e instanceof api.ApiError ? (e.status === 0 ? 'The job does not answer: ' : 'The job cannot say: ') + e.message + '. Asking again every ' + POLL_MILLIS / 1000 + ' s; what is below is old.'
    : 'This page failed: ' + e.message;
  if (byId('trouble').textContent !== text) byId('trouble').textContent = text;
  byId('trouble').hidden = false;
  document.documentElement.classList.add('stale');
  phase(e.status === 0 ? 'unreachable' : 'not answering', 'bad');
  if (!(e instanceof api.ApiError)) console.error(e);
}

function draw() {
  if (!store.changed || isPaused || document.hidden || views.length === 0) return;
  store.changed = false;
  results.render();
  operations.alerts(store.alerts);
}

function pause() {
  isPaused = !isPaused;
  byId('pause').setAttribute('aria-pressed', String(isPaused));
  byId('pause').textContent = isPaused ? 'Go on' : 'Pause';
}

const THEMES = ['system', 'dark', 'light'];

function theme(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  byId('theme').textContent = 'Theme: ' + name;
  localStorage.setItem('tidemark-theme', name);
  results.render();
}

function nextTheme() {
  const now = localStorage.getItem('tidemark-theme') ?? 'system';
  theme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
}

byId('pause').addEventListener('click', pause);
byId('theme').addEventListener('click', nextTheme);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => results.render());
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName)) return;
  if (event.key === 'p') pause();
  if (event.key === 't') nextTheme();
});
theme(THEMES.includes(localStorage.getItem('tidemark-theme')) ? localStorage.getItem('tidemark-theme') : 'system');
operations.alerts([]);
setInterval(() => requestAnimationFrame(draw), DRAW_MILLIS);
again();
