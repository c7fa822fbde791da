// SPDX-License-Identifier: Apache-2.0
// One chart: a result over windows, for some keys, or the percentiles of one key as bands.
import uPlot from './uPlot.esm.js';
import {h} from './dom.js';
import {result, time, whole} from './format.js';

const COLOURS = 8;
const HEIGHT = 170;
const FIRST_HEIGHT = 260;

/** The colour of the i-th key, as the theme has it. */
export const colour = i => getComputedStyle(document.documentElement).getPropertyValue('--s' + (i % COLOURS)).trim();

const themed = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * What a chart shows.
 *
 * lines: `[{label, colour, points, name}]`, where `points` are windows of a store and `name` the number that is taken of them
 * isTime: whether x is in ms
 * isScattered: whether windows of all keys are single dots, as sessions are
 * bands: pairs of indices of lines, the upper one first, between which it is filled
 */
export class Chart {
  constructor(isFirst) {
    this.height = isFirst ? FIRST_HEIGHT : HEIGHT;
    this.title = h('span');
    this.note = h('span', {className: 'quiet'});
    this.plot = h('div', {className: 'plot', tabIndex: 0, role: 'img', onkeydown: event => this.move(event)});
    this.readout = h('p', {className: 'readout'});
    this.element = h('figure', {className: isFirst ? 'first' : ''},
      h('figcaption', {}, this.title, this.note), this.plot, this.readout);
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(this.plot);
  }

  show(title, note, spec) {
    this.title.textContent = title;
    this.note.textContent = note;
    this.spec = spec;
    const shape = JSON.stringify([spec.isTime, spec.isScattered, spec.bands, spec.lines.map(line => [line.label, line.colour])]);
    const data = aligned(spec);
    this.points = data.points;
    if (this.chart && shape === this.shape) {
      this.chart.setData(data.columns);
    } else {
      this.chart?.destroy();
      this.chart = new uPlot(this.options(spec), data.columns, this.plot);
      this.shape = shape;
    }
    this.describe(title);
  }

  /** Newest values, for who does not see the chart. */
  describe(title) {
    const last = this.spec.lines.filter(line => line.points.length > 0).map(line => {
      const point = line.points[line.points.length - 1];
      return line.label + ' ' + result(line.name, point.values[line.name]) + (point.timing === 'early' ? ' (provisional)' : '');
    });
    this.plot.setAttribute('aria-label', title + ', newest values: ' + (last.join(', ') || 'none'));
    if (this.chart && this.chart.cursor.idx == null) this.readout.textContent = last.slice(0, 6).join(' · ');
  }

  options(spec) {
    const axis = {stroke: themed('--quiet'), grid: {stroke: themed('--grid'), width: 1}, ticks: {stroke: themed('--grid'), width: 1}, font: '12px system-ui'};
    const name = spec.lines[0]?.name ?? '';
    const series = [{}];
    for (const line of spec.lines) {
      const dots = spec.isScattered ? {width: 0, points: {show: true, size: 6, fill: line.colour, stroke: line.colour}} : {width: 2};
      series.push(
        {label: line.label, stroke: line.colour, ...dots},
        {label: line.label, stroke: line.colour, width: 2, dash: [5, 4], points: {show: true, size: 6, fill: themed('--card'), stroke: line.colour}},
        {label: line.label, stroke: line.colour, width: 0, points: {show: true, size: 9, width: 1.5, fill: 'transparent', stroke: line.colour}});
    }
    return {
      width: Math.max(100, this.plot.clientWidth), height: this.height, series,
      bands: (spec.bands ?? []).map(([upper, lower]) =>
        ({series: [1 + 3 * upper, 1 + 3 * lower], fill: spec.lines[upper].colour + '2e'})),
      scales: {x: {time: spec.isTime, range: within}, y: {range: fromZero}},
      axes: [{...axis, values: (chart, ticks) => spec.isTime ? clocks(ticks) : ticks.map(whole)},
        {...axis, size: 78, values: (chart, ticks) => ticks.map(tick => tick === null ? '' : result(name, tick))}],
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: {show: false},
      cursor: {y: false, drag: {x: false, y: false}, points: {size: 7}},
      hooks: {setCursor: [chart => this.read(chart)]},
    };
  }

  /** What is under the cursor, in words. */
  read(chart) {
    const at = chart.cursor.idx;
    if (at === null || at === undefined || !this.points) return;
    const found = this.points[at] ?? [];
    if (found.length === 0) return;
    const x = this.spec.isTime ? 'until ' + time(found[0].point.x) : 'up to element ' + whole(found[0].point.x - 1);
    this.readout.textContent = x + ': ' + found.map(({line, point}) => line.label + ' ' + result(line.name, point.values[line.name])
      + (point.timing === 'early' ? ' (provisional)' : point.timing === 'late' ? ' (corrected)' : '') + (point.filled ? ' (filled)' : '')).join(' · ');
  }

  move(event) {
    const steps = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!steps || !this.chart) return;
    event.preventDefault();
    const xs = this.chart.data[0];
    const now = this.chart.cursor.idx ?? (steps < 0 ? xs.length : -1);
    const next = Math.min(xs.length - 1, Math.max(0, now + steps));
    this.chart.setCursor({left: this.chart.valToPos(xs[next], 'x'), top: 10});
  }

  resize() {
    const width = this.plot.clientWidth;
    if (this.chart && width > 0 && width !== this.chart.width) this.chart.setSize({width, height: this.height});
  }

  remove() {
    this.resized.disconnect();
    this.chart?.destroy();
    this.element.remove();
  }
}

/** Times of an axis, in UTC: the day where it changes, seconds where they differ. */
function clocks(ticks) {
  const texts = ticks.map(seconds => new Date(seconds * 1000).toISOString());
  const hasSeconds = texts.some(text => text.slice(17, 19) !== '00');
  return texts.map((text, i) => text.slice(11, hasSeconds ? 19 : 16)
    + (i === 0 || text.slice(0, 10) !== texts[i - 1].slice(0, 10) ? '\n' + text.slice(0, 10) : ''));
}

/** A single window is in the middle. */
function within(chart, min, max) {
  return min === null ? [0, 1] : min === max ? [min - 1, max + 1] : [min, max];
}

/** From zero, unless what matters would be a flat line then. */
function fromZero(chart, min, max) {
  if (min === null || max === null) return [0, 1];
  const spread = max - min;
  if (min > 0 && spread < 0.2 * max && spread > 0) return [min - spread * 0.2, max + spread * 0.2];
  const top = max > 0 ? max * 1.06 : 0;
  const bottom = min < 0 ? min * 1.06 : 0;
  return top === bottom ? [0, 1] : [bottom, top];
}

/**
 * Columns as the chart wants them: x, and for each line its final values, the provisional ones with the final one before them, and the corrected ones.
 * `points` has, for each x, what stands there.
 */
function aligned(spec) {
  const xs = [];
  const index = new Map();
  const points = [];
  if (spec.isScattered) {
    spec.lines.flatMap(line => line.points.map(point => ({line, point}))).sort((a, b) => a.point.x - b.point.x)
      .forEach(entry => { points.push([entry]); xs.push(entry.point.x); });
  } else {
    for (const x of [...new Set(spec.lines.flatMap(line => line.points.map(point => point.x)))].sort((a, b) => a - b)) {
      index.set(x, xs.length);
      xs.push(x);
      points.push([]);
    }
    for (const line of spec.lines) for (const point of line.points) points[index.get(point.x)].push({line, point});
  }
  const columns = [spec.isTime ? xs.map(x => x / 1000) : xs];
  for (const line of spec.lines) {
    const [sure, early, corrected] = [0, 1, 2].map(() => new Array(xs.length).fill(null));
    let before = -1;
    points.forEach((here, at) => {
      const point = here.find(entry => entry.line === line)?.point;
      const value = point?.values[line.name];
      if (value === undefined) return;
      if (point.timing === 'early') {
        early[at] = value;
        if (before >= 0 && !spec.isScattered) early[before] ??= sure[before];
      } else {
        sure[at] = value;
        if (point.timing === 'late') corrected[at] = value;
      }
      before = at;
    });
    columns.push(sure, early, corrected);
  }
  return {columns, points};
}
