/** The names of what the environment may say. */
export const settingNames: readonly string[]

/** A line for each name of ours that is none: which one is nearest, and which there are. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): readonly string[]
