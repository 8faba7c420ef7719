import { type Html, html, trusted } from '#platform/html'

const paths = {
  ask: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.6 9.5a2.5 2.5 0 1 1 3.4 2.3c-.7.3-1 .8-1 1.7M12 16.8v.1',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2',
  pause: 'M9 5v14M15 5v14',
  done: 'M4.5 12.5l5 5 10-11',
  late: 'M12 4L2.8 20h18.4zM12 10v4M12 17v.1',
  gone: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8',
  no: 'M6 6l12 12M18 6L6 18',
  moved: 'M4 12h15M13 6l6 6-6 6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
} as const

export type Icon = keyof typeof paths

/** A line drawing beside a word: never the only sign of anything, so hidden from screen readers. */
export const icon = (name: Icon): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${trusted(paths[name])}"/></svg>`
