export const LOOP_MARK = 'X-Kept-Loop'
