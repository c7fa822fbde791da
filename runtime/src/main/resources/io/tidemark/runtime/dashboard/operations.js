// SPDX-License-Identifier: Apache-2.0
// Watermarks, state, checkpoints, and what is in no result.
import {get, post} from './api.js';
import {byId, fill, h, table} from './dom.js';
import * as format from './format.js';

const CHECKPOINT_TIMEOUT_MILLIS = 120_000;
const MOST_CHECKPOINTS = 8;
const MOST_PARTITIONS = 64;

/** Views that stand alike are one table: often all of them do, for they read the same partitions. */
export function watermarks(all) {
  const alike = new Map();
  for (const view of all) {
    const state = JSON.stringify([view.watermark, view.partitions]);
    alike.set(state, {...view, view: alike.has(state) ? alike.get(state).view + ', ' + view.view : view.view});
  }
  fill(byId('watermark-tables'), [...alike.values()].map(view => {
    const worst = Math.max(1, ...view.partitions.map(partition => partition.lag_ms ?? 0));
    const rows = view.partitions.slice(0, MOST_PARTITIONS).map(partition => [
      String(partition.partition), partition.watermark === null ? 'nowhere yet' : format.time(partition.watermark),
      format.span(partition.lag_ms), h('span', {className: 'bar', style: {width: 100 * Math.max(0, partition.lag_ms ?? 0) / worst + '%'}}),
      partition.holds ? h('strong', {className: 'warn'}, 'holds it') : partition.is_idle ? 'idle' : 'ahead']);
    const more = view.partitions.length - MOST_PARTITIONS;
    return h('div', {className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Watermark of ' + view.view},
      table(view.view + ': ' + (view.watermark === null ? 'no watermark yet' : format.time(view.watermark) + (view.lag_ms === null ? '' : ', ' + format.span(view.lag_ms) + ' behind the clock')),
        [{title: 'partition'}, {title: 'watermark'}, {title: 'behind', number: true}, {title: '', className: 'track'}, {title: ''}], rows,
        view.view + ': no partition is known yet'),
      more > 0 ? h('p', {className: 'quiet'}, 'and ' + more + ' partitions more') : null);
  }));
}

/** State by tier, from metrics. */
export function tiers(metrics) {
  const byTier = new Map();
  for (const {name, labels, value} of metrics) {
    if (labels.tier && (name === 'tidemark_state_entries' || name === 'tidemark_state_size_bytes')) {
      byTier.set(labels.tier, {...byTier.get(labels.tier), [name]: value});
    }
  }
  const evictions = metrics.find(metric => metric.name === 'tidemark_state_evictions_total')?.value ?? 0;
  const rows = [...byTier].map(([tier, values]) => [
    {hot: 'hot: the heap', warm: 'warm: on disk', cold: 'cold: the archive'}[tier] ?? tier, format.whole(values.tidemark_state_entries), format.bytes(values.tidemark_state_size_bytes)]);
  fill(byId('tiers'),
    table('State', [{title: 'tier'}, {title: 'entries', number: true}, {title: 'size, about', number: true}], rows, 'No state is told yet.'),
    h('p', {className: 'quiet'}, evictions === 0 ? 'Nothing had to leave the heap so far.' : format.whole(evictions) + ' entries have left the heap for the warm tier.'));
}

/** Answers the newest checkpoint, if there is one. */
export async function checkpoints() {
  const button = byId('checkpoint-now');
  try {
    const {checkpoints: kept, unreadable} = await get('api/v1/checkpoints');
    const newest = kept.slice().reverse();
    const rows = newest.slice(0, MOST_CHECKPOINTS).map(checkpoint => [
      String(checkpoint.id), format.time(checkpoint.created_at), format.span(Date.now() - checkpoint.created_at) + ' ago', format.bytes(checkpoint.bytes)]);
    const bad = Object.keys(unreadable ?? {}).length;
    fill(byId('checkpoints'),
      table('Checkpoints', [{title: 'id'}, {title: 'taken'}, {title: '', number: true}, {title: 'size', number: true}], rows, 'No checkpoint yet.'),
      bad > 0 ? h('p', {className: 'bad'}, bad + ' checkpoints cannot be read: ' + Object.values(unreadable).join('; ')) : null);
    button.disabled = false;
    return newest[0];
  } catch (e) {
    fill(byId('checkpoints'), h('p', {className: 'quiet'}, e.message));
    button.disabled = e.status === 404;
    return undefined;
  }
}

byId('checkpoint-now').addEventListener('click', async event => {
  const said = byId('checkpoint-said');
  event.target.disabled = true;
  said.textContent = 'taking one ...';
  try {
    const taken = await post('api/v1/checkpoints', CHECKPOINT_TIMEOUT_MILLIS);
    said.textContent = 'checkpoint ' + taken.id + ', ' + format.bytes(taken.bytes);
    await checkpoints();
  } catch (e) {
    said.textContent = e.message;
  }
  event.target.disabled = false;
});

const OUTCOMES = [['aggregated', 'in results'], ['filtered', 'left out by a filter'], ['duplicates', 'came twice'], ['late', 'too late for any window'],
  ['late_assignments', 'too late for one of their windows'], ['invalid', 'without a key or a usable value'], ['unassigned', 'in no window']];

/** What became of the elements. */
export function outcomes(views) {
  fill(byId('outcomes'), table(null, [{title: 'view'}, ...OUTCOMES.map(([, title]) => ({title, number: true}))],
    views.map(view => [view.name, ...OUTCOMES.map(([name]) => format.whole(view.counters[name]))]), 'No view is told yet.'));
}

/** Samples of what was late, and of what could not be read. */
export async function samples() {
  const [{elements}, {letters}] = await Promise.all([get('api/v1/late/recent?limit=6'), get('api/v1/dead-letters/recent?limit=6')]);
  const row = [{title: 'when', className: 'narrow'}, {title: 'what'}, {title: 'its beginning', className: 'sample'}];
  const beginning = text => h('span', {title: text}, text);
  fill(byId('late'), table(null, row, elements.reverse().map(late => [
    format.time(late.timestamp), late.view + ', ' + format.key(late.key) + ', ' + format.span(late.lateness_ms) + ' late', beginning(late.element)]), 'None since the process began.'));
  fill(byId('dead-letters'), table(null, row, letters.reverse().map(letter => [
    format.time(letter.at), letter.reason + (letter.partition >= 0 ? ', partition ' + letter.partition + ' at ' + format.whole(letter.offset) : ''), beginning(letter.error + (letter.value ? ': ' + letter.value : ''))]),
  'None since the process began.'));
}

export function alerts(list) {
  fill(byId('alerts-list'), list.length === 0 ? h('p', {className: 'quiet'}, 'No alerts. Detectors of the job file raise them.')
    : list.slice(0, 12).map(alert => h('div', {className: 'alert ' + (alert.results.state === 'resolved' ? 'resolved' : alert.results.severity ?? '')},
      h('strong', {}, alert.view + ', ' + format.key(alert.key) + ': ' + alert.results.state), ' ' + (alert.results.reason ?? ''),
      h('div', {className: 'quiet'}, [format.bounds(alert.window), alert.results.severity].filter(Boolean).join(' · ')))));
}
