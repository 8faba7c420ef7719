export const Customers = () => null
