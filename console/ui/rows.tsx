import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Action } from './action.tsx'
import { useShortcuts } from './keyboard.tsx'
import { A } from './link.tsx'
import css from './rows.module.css'
import type { Selection } from './selection.ts'
import { m } from './text.ts'
import { Trouble } from './trouble.tsx'

export interface Column<T> {
  readonly name: string
  readonly title: string
  /** Hidden where the table has no room: `wide` from 680 px of it, `widest` from 800 px. */
  readonly show?: 'wide' | 'widest'
  /** A CSS grid track: "2fr", "120px". */
  readonly width: string
  readonly align?: 'end'
  readonly cell: (row: T) => ReactNode
  /** The list's orders by this column. */
  readonly sort?: { readonly up?: string; readonly down?: string }
}

/** How rows are chosen; its texts come with whoever offers it. */
export interface Choosing<T> {
  readonly selection: Selection
  readonly nameOf: (row: T) => string
  readonly says: { readonly row: (about: { name: string }) => string; readonly key: string; readonly range: string }
  readonly toggle: (key: string) => void
  readonly extend: (key: string) => void
  readonly clear: () => void
}

export interface Sorting {
  readonly order: string
  readonly says: (about: { column: string }) => string
  readonly onSort: (order: string) => void
}

interface Props<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly columns: readonly Column<T>[]
  /** Where a row leads. The first column carries the link; the whole row is its target. */
  readonly to?: ((row: T) => string) | undefined
  /** Drawn at the end of a row, above its link. */
  readonly action?: ((row: T) => ReactNode) | undefined
  /** A grid track; one that is as wide in all rows keeps their columns below their titles. */
  readonly actionWidth?: string
  readonly empty: ReactNode
  readonly loading: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly hasMore?: boolean
  readonly loadingMore?: boolean
  readonly onMore?: () => void
  /** The first and the last row that are on screen, or nearly so. */
  readonly onDrawn?: (first: number, last: number) => void
  readonly choosing?: Choosing<T> | undefined
  readonly sorting?: Sorting
  readonly density?: 'comfortable' | 'compact' | undefined
}

// Rows outside the window are not drawn; this many more than the visible ones are, on either side.
const overscan = 12
const skeletonRows = 8
// A row far away is drawn a few frames after the list was scrolled to it.
const mostFrames = 10
const heights = { comfortable: 56, compact: 44 } as const

/** A list of any length: keyboard (j, k, Enter; x and shift where rows are chosen), only the visible rows drawn, the next page fetched before its end. */
export function Rows<T>(props: Props<T>) {
  const { rows, columns, keyOf, label, hasMore = false, loadingMore = false, onMore } = props
  const list = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), [])
  const ownHeight = Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 56
  const rowHeight = props.density ? heights[props.density] : ownHeight
  const [typical, setTypical] = useState(rowHeight)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => typical,
    overscan,
    scrollMargin: offset,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : keyOf(row)
    },
  })
  // A row that is as high as was guessed moves nothing; otherwise the places of all rows after it are reckoned anew.
  const begun = rows.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when there are rows, and when they change their height
  useLayoutEffect(() => {
    const height = list.current?.querySelector<HTMLElement>('[data-row]')?.offsetHeight
    if (!height || height === typical) return
    setTypical(height)
    virtual.measure()
  }, [begun, rowHeight])
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - overscan) onMore?.()
  }, [hasMore, loadingMore, last, rows.length, onMore])
  const { onDrawn } = props
  const begins = drawn[0]?.index ?? -1
  useEffect(() => {
    if (begins >= 0) onDrawn?.(begins, last)
  }, [begins, last, onDrawn])

  // Where the focus is going: keys come faster than rows are drawn.
  const heading = useRef<number | null>(null)
  const head = (at: number | null) => {
    heading.current = at
    // For `rowInFocus`.
    if (at === null) list.current?.removeAttribute('data-heading')
    else list.current?.setAttribute('data-heading', String(at))
  }
  const focusRow = (index: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, index))
    head(at)
    virtual.scrollToIndex(at, { align: 'auto' })
    const settle = (frames: number) => {
      if (heading.current !== at) return
      const link = list.current?.querySelector<HTMLElement>(`[data-row="${at}"] a`)
      if (!link && frames > 0) return void requestAnimationFrame(() => settle(frames - 1))
      link?.focus()
      head(null)
    }
    requestAnimationFrame(() => settle(mostFrames))
  }
  const focused = () => {
    if (heading.current !== null) return heading.current
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    return row && list.current?.contains(row) ? Number(row.dataset.row) : -1
  }
  useShortcuts([
    { keys: 'j', says: m.keyboard.nextRow(), run: () => focusRow(focused() + 1) },
    { keys: 'k', says: m.keyboard.previousRow(), run: () => focusRow(focused() - 1) },
    { keys: 'Enter', says: m.keyboard.openRow(), run: () => (document.activeElement as HTMLElement | null)?.click() },
  ])
  const choosing = props.choosing
  const keyAt = (index: number) => {
    const row = rows[index]
    return row === undefined ? undefined : keyOf(row)
  }
  const choose = (how: 'toggle' | 'extend', index: number) => {
    const key = keyAt(index)
    if (key !== undefined) choosing?.[how](key)
  }
  const extendTo = (step: number) => {
    const from = focused()
    if (from < 0) return focusRow(0)
    if (choosing?.selection.anchor === null) choose('toggle', from)
    choose('extend', Math.max(0, Math.min(rows.length - 1, from + step)))
    focusRow(from + step)
  }
  useShortcuts(
    choosing
      ? [
          { keys: 'x', says: choosing.says.key, run: () => choose('toggle', focused()) },
          { keys: 'X', says: choosing.says.range, run: () => choose('extend', focused()) },
          { keys: 'J', says: `${m.keyboard.nextRow()} + ${choosing.says.range}`, run: () => extendTo(1) },
          { keys: 'K', says: `${m.keyboard.previousRow()} + ${choosing.says.range}`, run: () => extendTo(-1) },
        ]
      : [],
  )
  const arrows = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    if (focused() < 0) return
    event.preventDefault()
    if (event.shiftKey && choosing) return extendTo(event.key === 'ArrowDown' ? 1 : -1)
    focusRow(focused() + (event.key === 'ArrowDown' ? 1 : -1))
  }

  const tracks = (shown: (column: Column<T>) => boolean) =>
    [
      ...(choosing ? ['24px'] : []),
      ...columns.filter(shown).map((column) => column.width),
      ...(props.action ? [props.actionWidth ?? 'auto'] : []),
    ].join(' ')
  const style = {
    '--tracks-narrow': tracks((column) => column.show === undefined),
    '--tracks-wide': tracks((column) => column.show !== 'widest'),
    '--tracks-widest': tracks(() => true),
    ...(props.density ? { '--row': `${heights[props.density]}px` } : {}),
  } as React.CSSProperties

  if (props.error && rows.length === 0)
    return (
      <div className={css.state}>
        <Trouble error={props.error} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
      </div>
    )
  if (!props.loading && rows.length === 0) return props.empty
  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-busy={props.loading}
      className={css.table}
      style={style}
      onKeyDown={arrows}
    >
      <div role="rowgroup">
        <div role="row" className={css.head} aria-rowindex={1}>
          {choosing && (
            <div role="columnheader">
              <span className={css.hidden}>{choosing.says.key}</span>
            </div>
          )}
          {columns.map((column) => (
            <ColumnHead key={column.name} column={column} sorting={props.sorting} />
          ))}
          {props.action && (
            <div role="columnheader">
              <span className={css.hidden}>{m.common.actions()}</span>
            </div>
          )}
        </div>
      </div>
      {props.loading && rows.length === 0 ? (
        <div role="rowgroup">
          {Array.from({ length: skeletonRows }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <div key={index} className={css.skeleton} aria-hidden>
              <span style={{ width: `${38 + ((index * 17) % 30)}%` }} />
            </div>
          ))}
        </div>
      ) : (
        <div role="rowgroup" ref={list} className={css.body} style={{ height: virtual.getTotalSize() }}>
          {drawn.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                data-row={item.index}
                data-index={item.index}
                ref={virtual.measureElement}
                className={css.row}
                data-choosing={choosing !== undefined}
                data-chosen={choosing ? isChosen(choosing.selection, keyOf(row)) : undefined}
                style={{ transform: `translateY(${item.start - offset}px)` }}
              >
                <Cells
                  row={row}
                  rowKey={keyOf(row)}
                  columns={columns}
                  to={props.to}
                  action={props.action}
                  choosing={choosing}
                />
              </div>
            )
          })}
        </div>
      )}
      {hasMore && (
        <div className={css.more}>
          <Action variant="subtle" size="xs" loading={loadingMore} onClick={() => onMore?.()}>
            {m.common.more()}
          </Action>
        </div>
      )}
    </div>
  )
}

/** The row that has the focus, or is about to; null: none. For keys that do something with it. */
export function rowInFocus(): number | null {
  const heading = document.querySelector<HTMLElement>('[data-heading]')?.dataset.heading
  const row = heading ?? document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
  return row === undefined ? null : Number(row)
}

type CellsProps<T> = Pick<Props<T>, 'columns' | 'to' | 'action' | 'choosing'> & { row: T; rowKey: string }

/** What stands in a row; scrolling moves it and draws only the rows that come. */
const Cells = memo(function Cells<T>({ row, rowKey, columns, to, action, choosing }: CellsProps<T>) {
  return (
    <>
      {choosing && (
        <div role="cell" className={css.choice}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={choosing.says.row({ name: choosing.nameOf(row) })}
            checked={isChosen(choosing.selection, rowKey)}
            onChange={() => {}}
            onClick={(event) => choosing[event.shiftKey ? 'extend' : 'toggle'](rowKey)}
          />
        </div>
      )}
      {columns.map((column, index) => (
        <div key={column.name} role="cell" className={cellClass(column)}>
          {index === 0 && to ? (
            <A to={to(row)} className={css.link ?? ''}>
              {column.cell(row)}
            </A>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
      {action && (
        <div role="cell" className={css.action}>
          {action(row)}
        </div>
      )}
    </>
  )
}) as <T>(props: CellsProps<T>) => ReactNode

const isChosen = ({ all, keys }: Selection, key: string): boolean => all || keys.has(key)

/** A title; where the list has orders by it, a button that turns from one to the other. */
function ColumnHead<T>({ column, sorting }: { column: Column<T>; sorting: Sorting | undefined }) {
  const { sort, title } = column
  const up = sort?.up !== undefined && sort.up === sorting?.order
  const down = sort?.down !== undefined && sort.down === sorting?.order
  const next = down ? sort?.up : sort?.down
  return (
    <div
      role="columnheader"
      className={cellClass(column)}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {sort && sorting ? (
        <button
          type="button"
          className={css.sort}
          aria-label={sorting.says({ column: title })}
          onClick={() => sorting.onSort(next ?? sort.up ?? sort.down ?? '')}
        >
          {title}
          <span aria-hidden>{up ? ' ↑' : down ? ' ↓' : ''}</span>
        </button>
      ) : (
        title
      )}
    </div>
  )
}

function cellClass<T>(column: Column<T>): string {
  return [
    css.cell,
    column.show === 'wide' ? css.wide : '',
    column.show === 'widest' ? css.widest : '',
    column.align === 'end' ? css.end : '',
  ].join(' ')
}
