/** Why a file that somebody has sent cannot be read, in sentences for whoever has sent it. */
export class UnreadableFile extends Error {}
