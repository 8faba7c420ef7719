import { IconBookmark } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { Action } from '../../ui/action.tsx'
import { toast, toastTrouble } from '../../ui/toast.ts'
import type { FilterValues } from '../../ui/use-filters.ts'
import { w } from '../list-words.tsx'
import css from './list.module.css'
import { addressFor, type ListName, lookIn, type SavedView, sameLook } from './look.ts'
import { ToolButton } from './tool-button.tsx'

const loadMenu = () => import('./view-menu.tsx')
const ViewMenu = lazy(() => loadMenu().then((file) => ({ default: file.ViewMenu })))
const RemoveView = lazy(() => import('./remove-view.tsx').then((file) => ({ default: file.RemoveView })))
const SaveView = lazy(() => import('../../forms/save-view.tsx').then((file) => ({ default: file.SaveView })))

interface Props {
  readonly list: ListName
  readonly values: FilterValues
  readonly set: (changed: Record<string, string>) => void
}

/** The saved views of a list, and what has changed since the open one was saved. */
export function SavedViews({ list, values, set }: Props) {
  const read = useRead('savedViews.list', { list })
  const views = read.data?.items ?? []
  const open = views.find(({ id }) => id === values.saved)
  const look = lookIn(values)
  const changed = open !== undefined && !sameLook(look, open)
  const [sheet, setSheet] = useState<'new' | SavedView | null>(null)
  const [removing, setRemoving] = useState<SavedView | null>(null)
  const update = useWrite('savedViews.update')
  const choose = useWrite('savedViews.chooseDefault')
  const label = open?.name ?? w.views.title()
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
      <ToolButton icon={<IconBookmark size={14} stroke={1.9} aria-hidden />} label={label} opens="menu" load={loadMenu}>
        <ViewMenu
          label={label}
          views={views}
          open={open}
          onShow={show}
          onLeave={() => set({ ...addressFor(emptyLook, values), saved: '' })}
          onSaveAs={() => setSheet('new')}
          onDefault={(view) => void choose.send({ id: view.id, isDefault: !view.isDefault })}
          onRename={setSheet}
          onRemove={setRemoving}
        />
      </ToolButton>
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
        {removing && (
          <RemoveView view={removing} onRemoved={() => set({ saved: '' })} onClose={() => setRemoving(null)} />
        )}
      </Suspense>
    </>
  )
}

const emptyLook = { filters: {}, sort: null, columns: null, density: null }
