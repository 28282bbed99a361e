import type { SimAnswer, SimRequest } from '../core/types.ts';
import type { QueryValues } from './schema/query.ts';
import type { FieldRule, QueryRule } from './schema/rules.ts';
import type { Store } from './store.ts';

/** A call that passed every general check. */
export interface Call {
	request: SimRequest;
	/** Path parameters; Procore v1 ids are integers. */
	params: Record<string, number>;
	query: QueryValues;
	/** The checked body; empty when the operation takes none. */
	body: Record<string, unknown>;
	store: Store;
}

/** One published operation: everything general about it is data, only what it does is code. */
export interface Operation {
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
	/** With `{name}` for path parameters. */
	path: string;
	query: Record<string, QueryRule>;
	/** Left out: the operation takes no body. */
	body?: FieldRule;
	/** The body field that holds the rows of a sync action: 1 to 1000 of them. */
	rows?: string;
	/** Status for a missing required body field; 400 unless the documentation says 422. */
	missingStatus?: 400 | 422;
	/** The Procore tool it belongs to; 403 where that is switched off. */
	tool?: string;
	handle(call: Call): SimAnswer;
}
