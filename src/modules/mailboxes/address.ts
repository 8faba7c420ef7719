/** The address without what follows a plus: `help+anything@firm.example` is taken by `help@firm.example`. */
export const withoutTag = (address: string): string => address.replace(/^([^@+]+)\+[^@]*@/, '$1@')
