/** The expectations of customers that the starter set answers, one policy each. */
export const NORMS = [
  'repeated_question',
  'email',
  'social_complaint',
  'order_status',
  'booking_confirmation',
  'promotion',
  'whole_service',
  'review_request',
  'went_as_promised',
  'return',
  'product_news',
  'next_reply',
  'callback',
] as const
export type Norm = (typeof NORMS)[number]

/** Whose words the starter set speaks. */
export const INDUSTRIES = ['general', 'repair', 'field_service', 'agency', 'clinic', 'it_provider', 'shop'] as const
export type Industry = (typeof INDUSTRIES)[number]
