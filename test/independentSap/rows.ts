import cds, { type Definition } from '@sap/cds';
import type { SapData } from '../../simulators/data/types.ts';
import { serviceEntries } from '../../simulators/sap/services.ts';

type Row = Record<string, unknown>;

/** What SAP stores where nothing was entered; everything else is null then. */
const initialValues: Record<string, unknown> = { 'cds.String': '', 'cds.Boolean': false, 'cds.Decimal': '0' };

/** Puts a data set into the tables instead of what is there. Only what the models name is taken over. */
export async function load(data: SapData): Promise<void> {
	for (const { service, rows } of serviceEntries)
		for (const set of service.sets.keys()) {
			const entity = `${service.id}.${set}`;
			const definition = cds.model.definitions[entity];
			if (!definition) continue;
			await cds.run(cds.ql.DELETE.from(entity));
			const entries = rows(set, data).map((row) => storedRow(row, definition));
			if (entries.length > 0) await cds.run(cds.ql.INSERT.into(entity).entries(entries));
		}
}

function storedRow(row: Row, { elements }: Definition): Row {
	const stored = Object.entries(elements).flatMap(([name, element]) =>
		element.isAssociation ? [] : [[name, storedValue(row[name], element)]],
	);
	return Object.fromEntries(stored) as Row;
}

function storedValue(value: unknown, { type }: Definition): unknown {
	if (value === undefined || value === null) return initialValues[type] ?? null;
	return type === 'cds.Time' ? timeOfDay(String(value)) : value;
}

/** `PT11H05M00S` as CAP stores it. */
function timeOfDay(text: string): string {
	const [, ...parts] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
	return parts.map((part = '0') => part.padStart(2, '0')).join(':');
}

/** What the adapter calls sums while it asks for them. */
const sumPrefix = '__AGGREGATION__';

/** SQLite adds decimals up as binary fractions, SAP as decimals: what that added behind the third place goes. */
export function roundSums(rows: unknown): void {
	for (const row of [rows].flat() as Array<Row | null>)
		for (const [name, value] of Object.entries(row ?? {}))
			if (row && name.startsWith(sumPrefix)) row[name] = Number(value).toFixed(3);
}

/** Shows texts that nothing was entered for as null, also in what was expanded. Keys have a value in any case. */
export function showInitialAsNull(rows: unknown, { elements }: Definition): void {
	for (const row of [rows].flat() as Array<Row | null>)
		for (const [name, value] of Object.entries(row ?? {})) {
			const element = elements[name];
			if (element?._target && value !== null) showInitialAsNull(value, element._target);
			else if (row && element && !element.key && value === '') row[name] = null;
		}
}
