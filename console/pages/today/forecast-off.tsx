import { IconChartLine } from '@tabler/icons-react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { m } from '../../ui/text.ts'
import css from './lapses.module.css'

/** A line where dates were not kept as the forecast stated; nothing while they are. */
export function ForecastOff() {
  const may = useMay()
  const { data } = useRead('forecast.readRecord', { days: '28' }, { enabled: may('forecast.read') })
  if (data?.state !== 'off') return null
  return (
    <div className={css.lapses}>
      <Note icon={<IconChartLine size={16} stroke={1.8} />}>
        {m.forecast.off()} <A to={paths.forecast()}>{m.forecast.look()}</A>
      </Note>
    </div>
  )
}
