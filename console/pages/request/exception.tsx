import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { WithExceptionWords, w } from '../../parts/exception-words.tsx'
import { ExceptionalMark } from '../../parts/exceptional-mark.tsx'
import { Action } from '../../ui/action.tsx'
import { absolute, percent } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './exception.module.css'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

type Request = Output<'requests.get'>

/** Why a request is exceptional, until when it is needed, what speaks against it, and who takes charge. */
export const ExceptionBanner = (props: { request: Request; onEnd: () => void }) => (
  <WithExceptionWords>
    <Banner {...props} />
  </WithExceptionWords>
)

function Banner({ request, onEnd }: { request: Request; onEnd: () => void }) {
  const { data } = useRead('requests.readException', { id: request.id })
  const exceptional = request.exceptional
  const promise = useRead(
    'promises.get',
    { id: exceptional?.promiseId ?? '' },
    { enabled: exceptional?.promiseId != null },
  )
  const keep = useWrite('promises.keep')
  if (!exceptional) return null
  const { until, stakes, why, markedAt, promiseId } = exceptional
  const open = promise.data?.state === 'open' || promise.data?.overdue === true
  return (
    <section className={css.banner} aria-labelledby="exceptional">
      <div className={css.text}>
        <h2 id="exceptional" className={css.title}>
          <ExceptionalMark />
          {stakes && <span className="own-words">{stakes}</span>}
        </h2>
        <p className={`${css.why} own-words`}>{why}</p>
        <ul className={css.facts}>
          {until && <li className={css.needed}>{w.needed({ at: absolute(until) })}</li>}
          <li>{w.by({ at: absolute(markedAt) })}</li>
          {data?.chance != null && <li>{w.unlikely({ chance: percent(data.chance) })}</li>}
        </ul>
        {data?.after.map((each) => (
          <p key={each.promiseId} className={`${css.after} own-words`} role="alert">
            {w.after({ at: absolute(each.dueAt), wording: each.wording })}
          </p>
        ))}
        {keep.problem && <Trouble error={keep.problem} />}
      </div>
      {request.allowed.includes('mark') && (
        <div className={css.act}>
          {open && promiseId && (
            <Action
              loading={keep.pending}
              onClick={() => void keep.send({ id: promiseId }).then((done) => done && toast(w.inCharge()))}
            >
              {w.charge()}
            </Action>
          )}
          <Action variant="default" onClick={onEnd}>
            {w.unmark()}
          </Action>
        </div>
      )}
    </section>
  )
}
