import { IconColumns3 } from '@tabler/icons-react'
import { lazy } from 'react'
import { w } from '../list-words.tsx'
import type { ColumnProps } from './column-choice.tsx'
import { ToolButton } from './tool-button.tsx'

const load = () => import('./column-choice.tsx')
const ColumnChoice = lazy(() => load().then((file) => ({ default: file.ColumnChoice }))) as <T>(
  props: ColumnProps<T>,
) => React.ReactNode

/** Opens the choice of a list's columns. */
export const ColumnMenu = <T,>(props: ColumnProps<T>) => (
  <ToolButton
    icon={<IconColumns3 size={14} stroke={1.9} aria-hidden />}
    label={w.columns.title()}
    opens="dialog"
    load={load}
  >
    <ColumnChoice {...props} />
  </ToolButton>
)
