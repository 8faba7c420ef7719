import { Refusal } from '#platform/errors'

/** Unique constraints whose violation has a sentence of its own. The SQLSTATE decides, the name only chooses the words. */
const SENTENCES: Record<string, [code: string, sentence: string]> = {
  service_org_id_name_key: ['services/name_taken', 'A service of this name exists. Choose another name.'],
  customer_external: ['customers/external_id_taken', 'A customer with this external id exists.'],
  request_external: ['requests/external_id_taken', 'A request with this external id exists.'],
  calendar_default: ['calendars/default_taken', 'Another calendar is the default. Change that one first.'],
  team_name: ['calendars/team_name_taken', 'A team of this name exists. Choose another name.'],
  member_org_id_user_id_key: ['accounts/member_exists', 'This person is a member already.'],
  customer_wait_open: [
    'promises/waiting_already',
    'We wait for the customer already. Record their answer before you ask for something else.',
  ],
  policy_norm: ['policies/norm_taken', 'This norm has its policy already. Change that one.'],
  idempotency_pkey: [
    'idempotency/in_flight',
    'The same request is being carried out right now. Repeat it in a moment with the same key.',
  ],
}

/** A database error that is the caller's doing, as a refusal; null for anything that is a bug. */
export function refusalOfDatabase(error: unknown): Refusal | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  const { code } = error
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
  if (code === '23505') {
    const [refusal, sentence] = SENTENCES[constraint] ?? ['input/exists', 'Such a record exists already.']
    return new Refusal(refusal, 'conflict', sentence)
  }
  // Not a UUID, not an instant, not a number of its size: only a cursor that was tampered with gets this far.
  if (/^22(P02|003|007|008|009)$/.test(String(code)))
    return new Refusal(
      'input/invalid',
      'invalid',
      'A value in the input has a form that it cannot have. Check ids and the cursor.',
    )
  if (code === '23503')
    return new Refusal('input/unknown_reference', 'not_found', 'An id in the input names nothing here.')
  return null
}
