import type { OutcomeStatus } from '../model';

/**
 * What brings an exception to rest: `automatic` = time alone may, `onChange` = somebody has to change the document, a table
 * or a decision, `none` = nothing is open. Held ones, and waiting ones with `onChange`, are looked at in every run, the
 * others with growing distance.
 */
export type RetryRule = 'automatic' | 'onChange' | 'none';

/**
 * Whom an advice speaks to, by where they work: the data of SAP, Procore, the tables that people fill, the page on which
 * they approve, or n8n with the workflow and its settings.
 */
export type Party = 'sap' | 'procore' | 'tables' | 'approval' | 'n8n';

export interface Reason {
	status: Extract<OutcomeStatus, 'waiting' | 'held' | 'failed' | 'ignored'>;
	/** Who can do what the advice says, the likeliest first; `[]` = nobody has to do anything. */
	who: readonly Party[];
	retry: RetryRule;
	/**
	 * Never parked: it says nothing about the document itself, but waits for another document, for a system or for a person
	 * in Procore, none of which changes the document in SAP when it is over.
	 */
	patient?: true;
	/** What a business user reads first. */
	title: string;
	/** What the business user does about it. */
	advice: string;
	/** Cases that ask for something else, by the names that the code has for them. */
	cases?: Readonly<Record<string, ReasonCase>>;
}

/** A case of a reason that the general advice does not fit. */
export interface ReasonCase {
	/** In words, to go on after "Where". */
	when: string;
	advice: string;
}
