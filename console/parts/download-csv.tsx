import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { addressOf } from '../api/call.ts'
import type { Input, SheetName } from '../api/contract.ts'
import { language, m } from '../ui/text.ts'

interface Props<N extends SheetName> {
  readonly sheet: N
  /** The filters of the list beside it. */
  readonly input: Input<N>
  /** What the file is, where it is not the list beside it. */
  readonly label?: string
}

/** Gives the whole list as a file, filtered as it is on screen; the browser saves it while it comes. */
export function DownloadCsv<N extends SheetName>({ sheet, input, label }: Props<N>) {
  // Where 1,5 is written, spreadsheets cut at semicolons.
  const separator = language === 'en' ? {} : { separator: 'semicolon' }
  return (
    <Button
      component="a"
      href={addressOf(sheet, { ...input, ...separator })}
      download
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} stroke={1.9} aria-hidden />}
    >
      {label ?? m.common.downloadCsv()}
    </Button>
  )
}
