import {
  IconAlertCircle,
  IconCircleCheck,
  IconFileCheck,
  IconFileUpload,
  IconLoader,
  IconPlayerStop,
  IconTable,
} from '@tabler/icons-react'
import { i } from './import-words.tsx'
import css from './message-state.module.css'

type State = 'uploading' | 'uploaded' | 'checking' | 'checked' | 'importing' | 'done' | 'cancelled' | 'failed'

const icons = {
  uploading: IconFileUpload,
  uploaded: IconTable,
  checking: IconLoader,
  checked: IconFileCheck,
  importing: IconLoader,
  done: IconCircleCheck,
  cancelled: IconPlayerStop,
  failed: IconAlertCircle,
} as const

/** Where an import stands: icon and word. */
export function ImportState({ state }: { state: State }) {
  const Icon = icons[state]
  return (
    <span className={css.state} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      {i.stateOf[state]()}
    </span>
  )
}
