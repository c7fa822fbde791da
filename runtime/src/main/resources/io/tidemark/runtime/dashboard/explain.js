// SPDX-License-Identifier: Apache-2.0
// Why a window of a key has not fired.
import {get} from './api.js';
import {byId, fill, h, table} from './dom.js';
import * as format from './format.js';

const MOST_OFFERED = 50;

export class Explain {
  constructor(store) {
    this.store = store;
    byId('explain-form').addEventListener('submit', event => {
      event.preventDefault();
      this.ask(byId('explain-view').value, byId('explain-key').value);
    });
    byId('explain-key').addEventListener('focus', () => this.offer());
  }

  define(views) {
    const select = byId('explain-view');
    if (views.map(view => view.name).join() === [...select.options].map(option => option.value).join()) return;
    fill(select, views.map(view => h('option', {value: view.name}, view.name)));
  }

  /** The keys that this page knows. */
  offer() {
    const series = this.store.views.get(byId('explain-view').value);
    fill(byId('explain-keys'), (series?.ranked() ?? []).slice(0, MOST_OFFERED).map(known => h('option', {value: known.id})));
  }

  /** Explains a key that was chosen elsewhere on the page. */
  choose(view, key) {
    byId('explain-view').value = view;
    byId('explain-key').value = JSON.stringify(key);
    byId('explain').scrollIntoView();
    byId('explain-key').focus({preventScroll: true});
    this.ask(view, JSON.stringify(key));
  }

  async ask(view, key) {
    const place = byId('explanation');
    try {
      const answer = await get('api/v1/views/' + encodeURIComponent(view) + '/explain?' + new URLSearchParams({key}));
      fill(place, h('p', {className: 'verdict'}, answer.verdict), answer.windows.map(explained));
    } catch (e) {
      fill(place, h('p', {className: 'verdict bad'}, e.message));
    }
  }
}

function explained(window) {
  const rows = window.conditions.map(condition => [
    {watermark: 'the watermark', processing_time: 'the clock, for an early or late pane', event_time_trigger: 'the watermark, for an early pane', expiry: 'the watermark, to forget it'}[condition.on] ?? condition.on,
    condition.at === null ? 'never' : format.time(condition.at), condition.is === null ? 'nowhere yet' : format.time(condition.is),
    condition.missing_ms === null ? '–' : condition.missing_ms <= 0 ? 'reached' : format.span(condition.missing_ms)]);
  return h('div', {},
    h('h3', {}, format.bounds(window.window) + ', ' + window.state + ', ' + format.whole(window.count) + ' elements, ' + window.panes + ' panes'),
    h('p', {}, window.verdict),
    table(null, [{title: 'waits for'}, {title: 'to reach'}, {title: 'is at'}, {title: 'missing', number: true}], rows, 'It waits for nothing.'));
}
