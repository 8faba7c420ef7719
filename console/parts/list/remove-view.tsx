import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { w } from '../list-words.tsx'
import type { SavedView } from './look.ts'

interface Props {
  readonly view: SavedView
  readonly onRemoved: () => void
  readonly onClose: () => void
}

export const RemoveView = ({ view, onRemoved, onClose }: Props) => (
  <Confirm
    operation="savedViews.delete"
    input={{ id: view.id }}
    title={w.views.remove()}
    submit={w.views.remove()}
    onDone={() => {
      onRemoved()
      toast(w.views.removed())
    }}
    onClose={onClose}
  >
    {w.views.removeSays({ name: view.name })}
  </Confirm>
)
