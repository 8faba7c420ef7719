export const Evidence = () => null
