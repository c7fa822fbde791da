// SPDX-License-Identifier: Apache-2.0
// How things are written for people.

const PLACES = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
const COMPACT = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});
const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

/** A number of any kind, short. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return Math.abs(value) >= 100000 ? COMPACT.format(value) : PLACES.format(value);
}

/** A count, in full. */
export const whole = value => value === null || value === undefined ? '–' : WHOLE.format(value);

/** A result, with the unit that its name says. */
export function result(name, value) {
  if (typeof value !== 'number') return value === null || value === undefined ? '–' : String(value);
  const base = name.split('.')[0];
  if (/_ms$/.test(base)) return value >= 1000 ? number(value / 1000) + ' s' : number(value) + ' ms';
  if (/_seconds$/.test(base)) return number(value) + ' s';
  if (/usd/.test(base)) return '$' + number(value);
  if (/_rate$/.test(base) && value >= 0 && value <= 1) return number(value * 100) + ' %';
  if (base === 'throughput') return number(value) + '/s';
  return number(value);
}

/** `2026-01-31 12:00:00`, or without the day when it is near `now`. */
export function time(millis, now = Date.now()) {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return millis > 0 ? 'the end of time' : 'the beginning of time';
  const text = date.toISOString();
  const clock = millis % 1000 === 0 ? text.slice(11, 19) : text.slice(11, 23);
  return Math.abs(now - millis) < 12 * 3600_000 ? clock : text.slice(0, 10) + ' ' + clock;
}

/** A span of time. */
export function span(millis) {
  if (millis === null || millis === undefined) return '–';
  const size = Math.abs(millis);
  const sign = millis < 0 ? '-' : '';
  if (size < 1000) return sign + Math.round(size) + ' ms';
  if (size < 60_000) return sign + number(Math.round(size / 100) / 10) + ' s';
  const units = [[86_400_000 * 365.25, 'y'], [86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1000, 's']];
  const at = units.findIndex(([unit]) => size >= unit);
  const large = Math.floor(size / units[at][0]);
  const rest = Math.floor((size - large * units[at][0]) / (units[at + 1]?.[0] ?? 1000));
  return sign + large + ' ' + units[at][1] + (rest > 0 && units[at + 1] ? ' ' + rest + ' ' + units[at + 1][1] : '');
}

/** Bytes, in binary units. */
export function bytes(count) {
  if (count === null || count === undefined || Number.isNaN(count)) return '–';
  let value = count;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (Math.abs(value) < 1024) return number(Math.round(value * 10) / 10) + ' ' + unit;
    value /= 1024;
  }
  return number(Math.round(value * 10) / 10) + ' TiB';
}

/** A key as people name it: the values of its fields. */
export function key(fields) {
  if (fields === null || typeof fields !== 'object') return String(fields ?? '(none)');
  const values = Object.values(fields).map(value => value === null ? '(none)' : String(value));
  return values.length === 0 ? '(all)' : values.join(' · ');
}

/** The bounds of a window. */
export function bounds(window) {
  if (window.start !== undefined) return time(window.start) + ' to ' + time(window.end);
  if (window.from !== undefined) return 'elements ' + whole(window.from) + ' to ' + whole(window.to - 1);
  return 'all of it';
}
