/** Keeps a name or a number in one piece inside a line that runs the other way. */
export const isolated = (text: string) => `\u2068${text}\u2069`
