import { useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import type { ListName, Look, SavedView } from '../parts/list/look.ts'
import { w } from '../parts/list-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly list: ListName
  readonly look: Look
  /** The view to rename; null: a new one. */
  readonly view: SavedView | null
  readonly onSaved: (id: string) => void
  readonly onClose: () => void
}

/** Names how the list is looked at now, for oneself, a team or everybody; or gives a view another name. */
export function SaveView({ list, look, view, onSaved, onClose }: Props) {
  const mayShare = useMay()('savedViews.share')
  const teams = useRead('teams.list', { limit: 200 }, { enabled: mayShare && view === null })
  const done = ({ id }: { id: string }) => {
    onSaved(id)
    toast(w.views.saved())
  }
  const check = ({ name }: { name: string }) => ({ name: name.trim() === '' ? m.common.required() : undefined })
  if (view)
    return (
      <WriteSheet
        operation="savedViews.update"
        title={w.views.rename()}
        submit={w.views.rename()}
        initial={{ name: view.name }}
        check={check}
        version={view.version}
        input={({ name }) => ({ id: view.id, name })}
        onDone={done}
        onClose={onClose}
      >
        {(form) => <TextField {...form.field('name')} label={w.views.name()} required autoFocus maxLength={100} />}
      </WriteSheet>
    )
  return (
    <WriteSheet
      operation="savedViews.create"
      title={w.views.saveAs()}
      submit={w.views.save()}
      initial={{ name: '', forWhom: 'member' }}
      check={check}
      input={({ name, forWhom }) => ({ list, name, ...look, ...scopeOf(forWhom) })}
      onDone={done}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('name')} label={w.views.name()} required autoFocus maxLength={100} />
          {mayShare && (
            <ChoiceField
              {...form.field('forWhom')}
              label={w.views.forWhom()}
              choices={[
                { value: 'member', label: w.views.me() },
                ...(teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: w.views.team({ name }) })),
                { value: 'organization', label: w.views.everybody() },
              ]}
            />
          )}
        </>
      )}
    </WriteSheet>
  )
}

function scopeOf(forWhom: string) {
  if (forWhom === 'member' || forWhom === 'organization') return { scope: forWhom } as const
  return { scope: 'team', teamId: forWhom } as const
}
