import type { IDataObject } from 'n8n-workflow';
import { sapProjectOf } from './postings';

/**
 * SAP projects of which Procore has costs. Postings do not vanish in SAP: where it shows none of such a project, the user may not
 * see them any more, or they were archived.
 */
export class NeededProjects {
	readonly #missing: Set<string>;
	#isShown = false;

	constructor(numbers: Iterable<string>) {
		this.#missing = new Set(numbers);
	}

	/** @param rows postings, whatever their account */
	see(rows: readonly IDataObject[]): void {
		for (const row of rows) {
			this.#isShown = true;
			// A release that does not tell says nothing of any.
			if (row.ProjectInternalID === undefined) this.#missing.clear();
			else this.#missing.delete(sapProjectOf(row));
		}
	}

	/** Numbers of those that SAP shows no posting of, although it shows others. */
	notShown(): string[] {
		return this.#isShown ? [...this.#missing] : [];
	}
}
