// SPDX-License-Identifier: Apache-2.0
// Elements are made by calls, never from text: what a key or a record holds cannot become part of the page.

/** An element. `props` are properties, `on...` listeners, `data` attributes by name, `style` by CSSOM, as the page's CSP wants it. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name === 'style') {
      for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name.includes('-') || name === 'role' || name === 'for') {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export const byId = id => document.getElementById(id);

/** Puts `children` in place of what `element` has. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined));
}

/**
 * A table. `columns` are `{title, number, className}`; each row is an array of cells, which are texts or elements.
 * With no rows, `nothing` is said instead.
 */
export function table(caption, columns, rows, nothing) {
  if (rows.length === 0) return h('p', {className: 'quiet'}, nothing);
  return h('table', {},
    caption ? h('caption', {}, caption) : null,
    h('thead', {}, h('tr', {}, columns.map(column =>
      h('th', {scope: 'col', className: column.number ? 'number' : ''}, column.title)))),
    h('tbody', {}, rows.map(row => h('tr', {}, row.map((cell, i) =>
      h('td', {className: [columns[i].number ? 'number' : '', columns[i].className ?? ''].join(' ').trim()}, cell ?? ''))))));
}
