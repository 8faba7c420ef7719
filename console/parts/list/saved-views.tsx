import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconCheck } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import type { FilterValues } from '../../ui/filters.tsx'
import { toast, toastTrouble } from '../../ui/toast.ts'
import { w } from '../list-words.tsx'
import css from './list.module.css'
import { addressFor, type ListName, lookIn, type SavedView, sameLook } from './look.ts'

const SaveView = lazy(() => import('../../forms/save-view.tsx').then((file) => ({ default: file.SaveView })))

interface Props {
  readonly list: ListName
  readonly values: FilterValues
  readonly set: (changed: Record<string, string>) => void
}

/** The saved views of a list, and what has changed since the open one was saved. */
export function SavedViews({ list, values, set }: Props) {
  const may = useMay()
  const read = useRead('savedViews.list', { list })
  const views = read.data?.items ?? []
  const open = views.find(({ id }) => id === values.saved)
  const look = lookIn(values)
  const changed = open !== undefined && !sameLook(look, open)
  const [sheet, setSheet] = useState<'new' | SavedView | null>(null)
  const [removing, setRemoving] = useState<SavedView | null>(null)
  const update = useWrite('savedViews.update')
  const choose = useWrite('savedViews.chooseDefault')
  const show = (view: SavedView) => set({ ...addressFor(view, values), saved: view.id })

  // A bare address opens with the member's own view, once: who leaves it comes to the whole list.
  const looked = useRef(Object.keys(values).length > 0)
  useEffect(() => {
    if (looked.current || !read.data) return
    looked.current = true
    const own = read.data.items.find(({ isDefault }) => isDefault)
    if (own) show(own)
  })

  useEffect(() => {
    if (update.problem) toastTrouble(update.problem)
  }, [update.problem])

  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={14} stroke={1.9} aria-hidden />}>
            {open?.name ?? w.views.title()}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={css.menu ?? ''}>
          {views.length === 0 && <Menu.Label>{w.views.none()}</Menu.Label>}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => show(view)}
              {...(view.id === open?.id
                ? { leftSection: <IconCheck size={14} aria-hidden />, 'aria-current': true }
                : {})}
            >
              {view.name}
            </Menu.Item>
          ))}
          {open && (
            <Menu.Item onClick={() => set({ ...addressFor(emptyLook, values), saved: '' })}>
              {w.views.leave()}
            </Menu.Item>
          )}
          {may('savedViews.write') && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setSheet('new')}>{w.views.saveAs()}</Menu.Item>
            </>
          )}
          {open && (
            <Menu.Item onClick={() => void choose.send({ id: open.id, isDefault: !open.isDefault })}>
              {open.isDefault ? w.views.noDefault() : w.views.makeDefault()}
            </Menu.Item>
          )}
          {open?.mayChange && (
            <>
              <Menu.Item onClick={() => setSheet(open)}>{w.views.rename()}</Menu.Item>
              <Menu.Item onClick={() => setRemoving(open)}>{w.views.remove()}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {changed && (
        <>
          <span className={css.changed} role="status">
            {w.views.changed()}
          </span>
          {open.mayChange && (
            <Action
              size="xs"
              loading={update.pending}
              onClick={() =>
                void update
                  .send({ id: open.id, ...look }, open.version)
                  .then((saved) => saved && toast(w.views.saved()))
              }
            >
              {w.views.save()}
            </Action>
          )}
          <Action size="xs" variant="default" onClick={() => setSheet('new')}>
            {w.views.saveAs()}
          </Action>
          <Action size="xs" variant="subtle" onClick={() => show(open)}>
            {w.views.reset()}
          </Action>
        </>
      )}
      <Suspense>
        {sheet && (
          <SaveView
            list={list}
            look={look}
            view={sheet === 'new' ? null : sheet}
            onSaved={(id) => set({ saved: id })}
            onClose={() => setSheet(null)}
          />
        )}
      </Suspense>
      {removing && (
        <Confirm
          operation="savedViews.delete"
          input={{ id: removing.id }}
          title={w.views.remove()}
          submit={w.views.remove()}
          onDone={() => {
            set({ saved: '' })
            toast(w.views.removed())
          }}
          onClose={() => setRemoving(null)}
        >
          {w.views.removeSays({ name: removing.name })}
        </Confirm>
      )}
    </>
  )
}

const emptyLook = { filters: {}, sort: null, columns: null, density: null }
