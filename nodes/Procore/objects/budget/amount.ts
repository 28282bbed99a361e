/** An amount as a number of JSON, where Procore takes no text. Exact up to 15 digits, more than any budget has. */
export const jsonNumber = (amount: string) => Number(amount);
