import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'

/** A text beside what it is about, on pointing and on focus. */
export const Hint = ({ says, children }: { says: string; children: ReactElement }) => (
  <Tooltip label={says}>{children}</Tooltip>
)
