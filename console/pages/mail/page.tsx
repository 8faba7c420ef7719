export const Mail = () => null
