export const Organization = () => null
