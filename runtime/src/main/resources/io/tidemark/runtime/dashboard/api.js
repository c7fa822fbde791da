// SPDX-License-Identifier: Apache-2.0
// What the job answers. Paths are relative, so that the page works behind a proxy's prefix, too.

const TIMEOUT_MILLIS = 10_000;

/** What was answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MILLIS), ...options});
  } catch (e) {
    throw new ApiError(e.name === 'TimeoutError' ? 'no answer within ' + TIMEOUT_MILLIS / 1000 + ' s' : 'it cannot be reached', 0);
  }
  if (response.ok) return response;
  let detail = 'HTTP status ' + response.status;
  try {
    detail = (await response.json()).detail ?? detail;
  } catch {
    // The status says it.
  }
  throw new ApiError(detail, response.status);
}

export const get = async path => (await send(path)).json();
export const post = async (path, timeout) => (await send(path, {method: 'POST', timeout})).json();

/** The values of metrics: `[{name, labels, value}]`. */
export async function metrics() {
  const text = await (await send('metrics')).text();
  const values = [];
  for (const line of text.split('\n')) {
    const match = /^(tidemark_\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (!match) continue;
    const labels = {};
    for (const [, name, value] of (match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) labels[name] = value;
    values.push({name: match[1], labels, value: match[3] === '+Inf' ? Infinity : Number(match[3])});
  }
  return values;
}

/**
 * Panes as they come, for as long as the page is there. A stream that ends is opened again by the browser, which says what it had last.
 *
 * @param onPane gets each of them
 * @param onMissed gets the number of panes that came faster than they could be read
 */
export function panes(onPane, onMissed) {
  const stream = new EventSource('api/v1/panes');
  stream.addEventListener('pane', event => onPane(JSON.parse(event.data)));
  stream.addEventListener('missed', event => onMissed(JSON.parse(event.data).panes));
  return stream;
}
