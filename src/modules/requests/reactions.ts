/** A customer wrote on their page → what the policies promise for a message that came in. */
export const reactions = { 'conversation.replied': ['requests.report_message'] } as const
