/** For how many minutes an alert may be put aside: a moment, an hour, to the end of an eight-hour shift. */
export const shelfMinutes = [15, 60, 480] as const
