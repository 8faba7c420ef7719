import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Action } from './action.tsx'
import { useShortcuts } from './keyboard.tsx'
import { A } from './link.tsx'
import css from './rows.module.css'
import { m } from './text.ts'
import { Trouble } from './trouble.tsx'

export interface Column<T> {
  readonly name: string
  readonly title: string
  /** Hidden where there is no room: `wide` from 720 px, `widest` from 1100 px. */
  readonly show?: 'wide' | 'widest'
  /** A CSS grid track: "2fr", "120px". */
  readonly width: string
  readonly align?: 'end'
  readonly cell: (row: T) => ReactNode
}

interface Props<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly columns: readonly Column<T>[]
  /** Where a row leads. The first column carries the link; the whole row is its target. */
  readonly to?: (row: T) => string
  /** Drawn at the end of a row, above its link. */
  readonly action?: (row: T) => ReactNode
  readonly empty: ReactNode
  readonly loading: boolean
  readonly error?: unknown
  readonly onRetry?: () => void
  readonly hasMore?: boolean
  readonly loadingMore?: boolean
  readonly onMore?: () => void
}

// Rows outside the window are not drawn; this many more than the visible ones are, on either side.
const overscan = 12
const skeletonRows = 8

/** A list of any length: keyboard (j, k, Enter), only the visible rows drawn, the next page fetched before its end. */
export function Rows<T>(props: Props<T>) {
  const { rows, columns, keyOf, label, hasMore = false, loadingMore = false, onMore } = props
  const list = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), [])
  const rowHeight = Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 56
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan,
    scrollMargin: offset,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : keyOf(row)
    },
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - overscan) onMore?.()
  }, [hasMore, loadingMore, last, rows.length, onMore])

  const focusRow = (index: number) => {
    const at = Math.max(0, Math.min(rows.length - 1, index))
    virtual.scrollToIndex(at, { align: 'auto' })
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-row="${at}"] a`)?.focus())
  }
  const focused = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    return row && list.current?.contains(row) ? Number(row.dataset.row) : -1
  }
  useShortcuts([
    { keys: 'j', says: m.keyboard.nextRow(), run: () => focusRow(focused() + 1) },
    { keys: 'k', says: m.keyboard.previousRow(), run: () => focusRow(focused() - 1) },
    { keys: 'Enter', says: m.keyboard.openRow(), run: () => (document.activeElement as HTMLElement | null)?.click() },
  ])
  const arrows = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    if (focused() < 0) return
    event.preventDefault()
    focusRow(focused() + (event.key === 'ArrowDown' ? 1 : -1))
  }

  const tracks = (shown: (column: Column<T>) => boolean) =>
    [...columns.filter(shown).map((column) => column.width), ...(props.action ? ['auto'] : [])].join(' ')
  const style = {
    '--tracks-narrow': tracks((column) => column.show === undefined),
    '--tracks-wide': tracks((column) => column.show !== 'widest'),
    '--tracks-widest': tracks(() => true),
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
          {columns.map((column) => (
            <div key={column.name} role="columnheader" className={cellClass(column)}>
              {column.title}
            </div>
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
                style={{ transform: `translateY(${item.start - offset}px)` }}
              >
                {columns.map((column, index) => (
                  <div key={column.name} role="cell" className={cellClass(column)}>
                    {index === 0 && props.to ? (
                      <A to={props.to(row)} className={css.link ?? ''}>
                        {column.cell(row)}
                      </A>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
                {props.action && (
                  <div role="cell" className={css.action}>
                    {props.action(row)}
                  </div>
                )}
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

function cellClass<T>(column: Column<T>): string {
  return [
    css.cell,
    column.show === 'wide' ? css.wide : '',
    column.show === 'widest' ? css.widest : '',
    column.align === 'end' ? css.end : '',
  ].join(' ')
}
