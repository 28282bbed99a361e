import type { IDataObject } from 'n8n-workflow';
import { currencyKey } from '../../shared/model';
import { readDate, readTimeOfDay, utcDay } from './dates';
import { exactDecimal } from './decimals';
import { isNoKey, normalKey } from './keys';

/**
 * Reads the fields of a row strictly. What cannot be read is noted in `problems`, which rows below share, and an empty
 * value is given instead, so that one look finds everything that is wrong with a row.
 */
export class Fields {
	constructor(
		private readonly row: IDataObject,
		readonly problems: string[] = [],
		private readonly path = '',
	) {}

	/** Text as SAP stores it; `""` when there is none. */
	text(name: string): string {
		const value = this.row[name] ?? '';
		return typeof value === 'string' ? value : this.wrong(name, 'is not text', '');
	}

	/** Text that a record cannot do without. */
	required(name: string): string {
		const text = this.text(name);
		return text.trim() === '' ? this.wrong(name, 'is empty', '') : text;
	}

	/** Number of an object, without leading zeros; `""` when there is none. */
	key(name: string): string {
		const text = this.text(name);
		return isNoKey(text) ? '' : normalKey(text);
	}

	/** Currency key that a record cannot do without: SAP has some of its own, with up to five characters. */
	currency(name: string): string {
		const text = this.text(name).trim();
		return currencyKey.test(text) ? text : this.wrong(name, text === '' ? 'is empty' : 'is not a currency key', text);
	}

	/** Yes or no; no when there is none. */
	flag(name: string): boolean {
		const value = this.row[name] ?? false;
		return typeof value === 'boolean' ? value : this.wrong(name, 'is neither true nor false', false);
	}

	/** Date in ms since 1970-01-01 UTC; undefined when there is none. */
	date(name: string): number | undefined {
		const text = this.text(name);
		const ms = text === '' ? null : readDate(text);
		return ms === undefined ? this.wrong(name, 'is not a date', undefined) : (ms ?? undefined);
	}

	/** Point in time as ISO 8601 in UTC; null when there is none. */
	instant(name: string): string | null {
		const ms = this.date(name);
		return ms === undefined ? null : new Date(ms).toISOString();
	}

	/** Calendar day `YYYY-MM-DD`; `""` when there is none. */
	day(name: string): string {
		const ms = this.date(name);
		return ms === undefined ? '' : utcDay(ms);
	}

	/** Decimal as text, not a digit lost; `""` when there is none. */
	decimal(name: string): string {
		const value = this.row[name] ?? '';
		return value === '' ? '' : (exactDecimal(value) ?? this.wrong(name, 'is not an exact decimal number', ''));
	}

	/** Decimal that a record cannot do without. */
	requiredDecimal(name: string): string {
		const value = this.row[name] ?? '';
		return value === '' ? this.wrong(name, 'is empty', '0') : this.decimal(name) || '0';
	}

	/** Time of day in ms since midnight; midnight when there is none. */
	timeOfDay(name: string): number {
		const text = this.text(name);
		return text === '' ? 0 : (readTimeOfDay(text) ?? this.wrong(name, 'is not a time of day', 0));
	}

	/** What was expanded over a to-one navigation. */
	one(name: string): Fields {
		const value = this.row[name];
		if (isRow(value)) return this.below(value, name);
		return this.below(this.wrong(name, 'is missing', {}), name);
	}

	/** What was expanded over a to-many navigation; a list that SAP did not send is not the same as an empty one. */
	many(name: string): Fields[] {
		const value = this.row[name];
		if (value === null) return [];
		if (Array.isArray(value) && value.every(isRow)) return value.map((row) => this.below(row, name));
		return this.wrong(name, 'is missing', []);
	}

	/** What was expanded over a to-many navigation that a record can do without: nothing where SAP did not send it. */
	optionalMany(name: string): Fields[] {
		return this.row[name] === undefined ? [] : this.many(name);
	}

	/** Notes that a field does not fit the others of its row. */
	note(name: string, what: string): void {
		this.wrong(name, what, undefined);
	}

	private below(row: IDataObject, name: string): Fields {
		return new Fields(row, this.problems, `${this.path}${name}/`);
	}

	private wrong<T>(name: string, what: string, instead: T): T {
		const problem = `${this.path}${name} ${what}`;
		if (!this.problems.includes(problem)) this.problems.push(problem);
		return instead;
	}
}

function isRow(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
