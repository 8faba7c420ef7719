import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { i } from '../../parts/import-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { useGo } from '../../ui/link.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import { keepFile } from '../import/uploads.ts'
import css from './drop-file.module.css'

/** A place to drop a CSV or JSON file on, or to choose one. */
export function DropFile() {
  const go = useGo()
  const create = useWrite('imports.create')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)

  async function begin(file: File | undefined): Promise<void> {
    if (!file) return
    const created = await create.send({ name: file.name, bytes: file.size })
    if (!created) return
    keepFile(created.id, file)
    go(paths.import(created.id))
  }

  return (
    <section
      aria-label={i.drop()}
      className={css.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void begin(event.dataTransfer.files[0])
      }}
    >
      <IconUpload size={26} stroke={1.5} aria-hidden className={css.icon} />
      <p className={css.title}>{i.drop()}</p>
      <p className={css.text}>{i.dropSays()}</p>
      <Action variant="default" loading={create.pending} onClick={() => input.current?.click()}>
        {i.choose()}
      </Action>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,application/json,text/csv,text/tab-separated-values,text/plain"
        className={css.input}
        aria-label={i.choose()}
        tabIndex={-1}
        onChange={(event) => void begin(event.currentTarget.files?.[0])}
      />
      {create.problem && <Trouble error={create.problem} />}
    </section>
  )
}
