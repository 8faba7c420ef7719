/** What is wrong with a calendar or with a number given to it. `field` names the place: `hours.mon[0][1]`. */
export class CalendarError extends RangeError {
  readonly field: string

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`)
    this.name = 'CalendarError'
    this.field = field
  }
}
