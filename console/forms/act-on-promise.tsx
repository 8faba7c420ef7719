import { WithActingWords } from '../parts/acting-words.tsx'
import type { PromiseAction, PromiseData } from '../parts/promise-data.ts'
import { AcceptPromise, DeclinePromise } from './answer-promise.tsx'
import { HandOverPromise } from './hand-over.tsx'
import { KeepPromise } from './keep-promise.tsx'
import { RenegotiatePromise } from './renegotiate-promise.tsx'
import { SendUpdate } from './send-update.tsx'
import { TellCustomer } from './tell-customer.tsx'
import { WithdrawPromise } from './withdraw-promise.tsx'

/** Fetched with the file. */
export const texts = [WithActingWords]

interface Props {
  readonly action: PromiseAction
  readonly promise: PromiseData
  /** Whom the promise was made to. */
  readonly contact: string
  readonly onClose: () => void
}

/** The form for what is to be done to a promise. */
export const ActOnPromise = (props: Props) => (
  <WithActingWords>
    <Form {...props} />
  </WithActingWords>
)

function Form({ action, promise, contact, onClose }: Props) {
  switch (action) {
    case 'deliver':
      return <KeepPromise promise={promise} onClose={onClose} />
    case 'accept':
      return <AcceptPromise promise={promise} contact={contact} onClose={onClose} />
    case 'decline':
      return <DeclinePromise promise={promise} contact={contact} onClose={onClose} />
    case 'tell':
      return <TellCustomer promise={promise} onClose={onClose} />
    case 'update':
      return <SendUpdate promise={promise} onClose={onClose} />
    case 'renegotiate':
      return <RenegotiatePromise promise={promise} onClose={onClose} />
    case 'handOver':
      return <HandOverPromise promise={promise} onClose={onClose} />
    case 'withdraw':
      return <WithdrawPromise promise={promise} onClose={onClose} />
  }
}
