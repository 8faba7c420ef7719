export const Members = () => null
