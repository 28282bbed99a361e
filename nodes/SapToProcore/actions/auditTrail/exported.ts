import { createHash } from 'crypto';
import { z } from 'zod/v3';
import { tableNames, type TableName } from '../../ledger';

/** What *Export Month* says of a file, and *Remove Exported Month* holds the file against. */
export const exportedFileSchema = z
	.object({
		customer: z.string().min(1),
		/** `2026-10` */
		month: z.string().regex(/^\d{4}-\d{2}$/),
		table: z.enum(tableNames as [TableName, ...TableName[]]),
		fileName: z.string().min(1),
		rows: z.number().int().positive(),
		/** n8n's number of the last row that is in the file. */
		lastRow: z.number().int().positive(),
		/** Of the file, in hexadecimal digits. */
		sha256: z.string().length(64),
		/** How many files the month has. */
		filesOfMonth: z.number().int().positive(),
	})
	.strict();
export type ExportedFile = z.infer<typeof exportedFileSchema>;

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
