export const Welcome = () => null
