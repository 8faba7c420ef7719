import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCircleCheck,
  IconFileCheck,
  IconFileUpload,
  IconLoader,
  IconPlayerStop,
  IconTable,
} from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { i } from './import-words.tsx'
import css from './message-state.module.css'

type State = Output<'imports.get'>['state']

const icons = {
  uploading: IconFileUpload,
  uploaded: IconTable,
  checking: IconLoader,
  checked: IconFileCheck,
  importing: IconLoader,
  done: IconCircleCheck,
  cancelled: IconPlayerStop,
  failed: IconAlertCircle,
  undoing: IconLoader,
  undone: IconArrowBackUp,
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
