import type { FileRow } from '../kit/columns';

/** The columns of a file whose rows do not all have the same ones, in the order in which they come up. */
export const columnsOf = (rows: readonly FileRow[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];
