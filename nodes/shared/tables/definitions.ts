/**
 * The tables of the sync: every column, its type and its meaning, written down once. The tables that n8n creates, the
 * rows that the ledger answers, `docs/tables.md` and the templates are made from this file. It imports nothing, so that
 * Node.js runs it as it is.
 */

export type ColumnType = 'string' | 'number' | 'boolean';

/** Who writes a column. */
export type Writer = 'sync' | 'person' | 'both';

export interface Column {
	type: ColumnType;
	writer: Writer;
	/** What the column holds, in Markdown. */
	meaning: string;
	/** Of a boolean: a cell that nobody filled counts as true. */
	trueWhenEmpty?: true;
	/** Of a text: capitals do not matter, the ledger answers small letters. */
	caseless?: true;
}

export interface TableDefinition {
	/** The name in n8n, exactly. */
	name: string;
	/** What a row is, in Markdown. */
	rowIs: string;
	/** What people do with the table. */
	people: string;
	/** What the sync does with the table. */
	sync: string;
	/** Columns that say which row of the table it is; none for tables that only grow. */
	key: readonly string[];
	/** In the order in which n8n's table editor shows them. */
	columns: Readonly<Record<string, Column>>;
}

const sync = (meaning: string) => ({ type: 'string', writer: 'sync', meaning }) as const;
const both = (meaning: string) => ({ type: 'string', writer: 'both', meaning }) as const;
const person = (meaning: string) => ({ type: 'string', writer: 'person', meaning }) as const;
const count = (meaning: string) => ({ type: 'number', writer: 'sync', meaning }) as const;

const customerOfSync = sync('as in the node *Start*');
const customerOfBoth = both('as in the node *Start*');
const changed = {
	changed_by: both(
		'who last changed the row on a page of the report workflow; empty where it was changed in n8n itself',
	),
	changed_at: both('when that was'),
} as const;

export const definitions = {
	projects: {
		name: 'sap_procore_projects',
		rowIs: 'The roster: one row for each Procore project that the app may see.',
		people: 'say what belongs to a project in SAP',
		sync: 'adds and keeps the projects',
		key: ['customer', 'project_id'],
		columns: {
			project_id: sync('the number in the address of the project in Procore'),
			project_name: sync('as in Procore'),
			project_number: sync('as in Procore'),
			active: {
				type: 'boolean',
				writer: 'sync',
				meaning: 'as in Procore; also false for a project that Procore no longer lists',
				trueWhenEmpty: true,
			},
			sap_project: both(
				'SAP project, internal orders, or several, separated by commas. The sync fills it only while it is empty',
			),
			sap_wbs_prefix: person(
				'beginning of WBS elements that belong to the project in addition to those of `sap_project`: `U-2200` or `U-22*`',
			),
			sap_cost_center: person('cost centers, `17100101, 171002*`'),
			currency: both('currency of the project, `USD`. The sync fills it from the SAP project while it is empty'),
			costs_confirmed: person(
				'name of whoever has looked at the amounts that an early version wrote into the budget of the project. Asked for only where it wrote some: until then, actual costs of the project are held',
			),
			owner: person(
				'e-mail address of whoever looks after the project, or several, separated by commas: who gets its [weekly digest](operations.md#mails)',
			),
			sync_enabled: {
				type: 'boolean',
				writer: 'person',
				meaning: 'false leaves the project out; empty counts as true',
				trueWhenEmpty: true,
			},
			source: sync('how `sap_project` was found: `origin_id`, `project_number`; `manual`: not found'),
			note: person('yours'),
			customer: customerOfBoth,
			...changed,
		},
	},
	cost_codes: {
		name: 'sap_procore_cost_codes',
		rowIs: 'Which cost code an account assignment has.',
		people: 'map account assignments',
		sync: 'adds rows to fill',
		key: ['customer', 'company_code', 'gl_account', 'cost_center', 'wbs_element'],
		columns: {
			company_code: both('value, beginning with `*` behind it (`17*`), or empty for anything'),
			gl_account: both('value, beginning with `*` behind it (`6300*`), or empty for anything'),
			cost_center: both('value, beginning with `*` behind it, or empty for anything'),
			wbs_element: both('value, beginning with `*` behind it, or empty for anything'),
			cost_code: person('full code in Procore, `03-100`'),
			cost_type: person('code of the cost type, `M`. Empty: none'),
			sub_job: person('code of the sub job, where the project has sub jobs'),
			segments: person(
				"the company's own segments with their values, by the names that they have in Procore: `Phase=P; Building=B1`",
			),
			enabled: {
				type: 'boolean',
				writer: 'person',
				meaning: 'false: the row does not count; empty counts as true',
				trueWhenEmpty: true,
			},
			source: both('`found`: the sync added the row. In yours whatever you like'),
			note: both('when the sync adds the row: where it was met first. Then yours'),
			customer: customerOfBoth,
			...changed,
		},
	},
	values: {
		name: 'sap_procore_values',
		rowIs: 'What Procore calls a value of SAP.',
		people: 'translate values',
		sync: 'adds rows to fill',
		key: ['customer', 'kind', 'sap_value'],
		columns: {
			customer: customerOfBoth,
			kind: both(
				'`payment_terms`, `unit`, `tax_code`, `country`, `region`, `currency`, `currency_decimals` or `one_time_supplier`',
			),
			sap_value: both('the value in SAP'),
			procore_value: person(
				'what to send instead: for `currency_decimals` the decimal places that the currency has in SAP, for `one_time_supplier` the ID of the vendor of that name. An empty cell does not count',
			),
			note: person('yours'),
			...changed,
		},
	},
	vendors: {
		name: 'sap_procore_vendors',
		rowIs: "A person's decision about a supplier.",
		people: 'decide on suppliers',
		sync: 'adds rows to fill',
		key: ['customer', 'supplier'],
		columns: {
			customer: customerOfBoth,
			supplier: both('supplier number of SAP; leading zeros do not matter'),
			procore_vendor_id: person('with `link`: the number in the address of the vendor page in Procore'),
			decision: {
				type: 'string',
				writer: 'person',
				meaning: '`link`, `create`, `ignore`, or empty: not decided yet. Capitals do not matter',
				caseless: true,
			},
			note: both('when the sync adds the row: what is the matter. Then yours'),
			...changed,
		},
	},
	state: {
		name: 'sap_procore_state',
		rowIs:
			'How far an entity has been read: one row for each customer and entity, and one each with the `entity` `lease`, `pages`, `digest`, `retention`, `archive` and `unrecorded`.',
		people: 'change only as the columns say',
		sync: 'how far it has read, and who is running',
		key: ['customer', 'entity'],
		columns: {
			customer: customerOfSync,
			entity: sync(
				'the entity, `lease`, `pages`, `digest` (when the last weekly mail was made), `retention` (when old rows were last deleted), `archive` (up to when months have been exported to files and deleted) or `unrecorded` (what was written without being recorded: the next runs record it)',
			),
			watermark: both(
				'up to which time SAP has been read. To read again from a certain day, set it back, for example to `2026-09-01T00:00:00Z`; to read everything, delete the row',
			),
			cursor: both(
				'a window that has been read only in part: up to and including this key; in the row `actual_cost` up to this project, with a hash of what belongs to which project. The next run goes on there. To start over, empty `cursor`, `window_from` and `window_to`',
			),
			window_from: both('where that window begins; empty when it is everything'),
			window_to: both('where that window ends; empty when there is none'),
			backfill_run: both(
				'the backfill that began that window; empty when a first load or a delta did. The next backfill of the same range and settings reads only the rest of it. To have it read everything, empty it',
			),
			run_id: sync('the last run that worked on it'),
			holder: sync('only in the row `lease`: which execution is running, and since when; empty while none is'),
			lease_until: both(
				'only in the row `lease`: until when it keeps other runs out, by the clock of n8n; in the past while none is running. Empty it to let the next run in at once after one that was broken off',
			),
			costs_sent: both(
				'only in the rows `actual_cost`, `budget` and `cost_code`: for each project a hash of the amounts, or of the cost codes, that Procore has; of actual costs also the day of the last comparison and the numbers of the SAP projects they came from. They are compared again when they change, cost codes also once a day. To have all compared with Procore in the next run of the lane, empty it',
			),
			begun_contracts: sync(
				'only in the rows `purchase_order` and `requisition`: JSON, the origin IDs of contracts that a run was about to create. Those that are recorded leave the list; a run that was killed leaves its own, so that the next one finds them',
			),
			result: sync('JSON: what the lane has done in the run `run_id` so far; what is `unrecorded`'),
			sync_workflow: sync(
				'only in the row `lease`: the workflow that runs the sync, so that the report workflow can start it',
			),
			secret: sync(
				'only in the row `pages`: what forms of the pages are signed with. Emptied, it is made again, and forms that are open in a browser have to be opened again',
			),
		},
	},
	// Nothing in SAP says that an order left a project, and asking every project would cost a request each.
	contracts: {
		name: 'sap_procore_contracts',
		rowIs: 'A project that an order, or a requisition that is not ordered, has had a contract in. Append only.',
		people: 'leave alone',
		sync: 'appends',
		key: ['customer', 'sap_key', 'project_id'],
		columns: {
			customer: customerOfSync,
			sap_key: sync('the order or requisition'),
			project_id: sync('the Procore project'),
			origin_id: sync('the contract'),
			run_id: sync('the run that added the row'),
		},
	},
	runs: {
		name: 'sap_procore_runs',
		rowIs: 'One row per run.',
		people: 'read',
		sync: 'one row per run',
		key: ['customer', 'run_id'],
		columns: {
			customer: customerOfSync,
			run_id: sync("the time (by SAP's clock) and, after the dash, n8n's execution ID: `20261001T060000Z-231`"),
			mode: sync('`delta`, `backfill`, `preview` or `replay`'),
			started_at: sync("by n8n's clock"),
			finished_at: sync("by n8n's clock; empty while it runs"),
			status: sync(
				'`running`; `success`: every lane read all that it was to read, whatever was held; `partial`: some lanes did, or a backfill goes on in the next run; `failed`: none did, or a batch stopped with the error in `message`; `broken off`: n8n stopped in the middle, and a later run noticed. A run that another one kept out has no row',
			),
			summary: sync(
				'what came of it in one line: *Suppliers: 53 synced, 4 held. Purchase orders: 2000 synced, read up to 4500002000*',
			),
			message: sync(
				'why the run stopped before its end (*Lost lease. …*: another run had taken it), and what lanes as a whole failed on. Empty when neither',
			),
			counts: sync(
				'JSON: for each lane how many documents had which outcome, `complete` (all was worked through), its window `from`, `to` (an empty `from` is everything) and `cursor`, the last key of a window that is read in part',
			),
			sap_calls: count(
				"requests without token requests and without n8n's own repetition after a 401; while it runs, as of `heartbeat_at`",
			),
			procore_calls: count(
				"requests without token requests and without n8n's own repetition after a 401; while it runs, as of `heartbeat_at`",
			),
			started_by: sync('what started it: `manual`, `schedule`, `replay` …'),
			settings: sync('JSON: the settings of the run, as they stood in the panels of the nodes'),
			progress: sync('while it runs: what it is doing, and how far it is. At most a minute old'),
			heartbeat_at: sync('while it runs: when it last said so'),
		},
	},
	requests: {
		name: 'sap_procore_requests',
		rowIs:
			'Requests that a report has made, so that they count on the status page. Those of a run are in its row of `sap_procore_runs`. Append only; kept for a month.',
		people: 'read',
		sync: 'appends',
		key: [],
		columns: {
			customer: customerOfSync,
			at: sync("when, by n8n's clock"),
			source: sync('what made them: `report: reconciliation`'),
			sap_calls: count('requests without token requests'),
			procore_calls: count('requests without token requests'),
		},
	},
	audit: {
		name: 'sap_procore_audit',
		rowIs: 'One row for each outcome of a run. Append only.',
		people: 'read',
		sync: 'appends',
		key: [],
		columns: {
			run_id: sync('the run, see [`sap_procore_runs`](#sap_procore_runs)'),
			at: sync('when the outcome was known'),
			customer: customerOfSync,
			entity: sync('what it is about, as in the exceptions'),
			sap_key: sync('number of the supplier, the order and so on'),
			sap_changed_at: sync('last change of the document in SAP'),
			origin_id: sync(
				'identity in Procore: `sap:<system>:supplier:<number>`, `…:po:<order>:<project>`, `…:pr:<requisition>:<project>:<order>`, `…:costcode:<project>:<code>`; of a contract line `…:poi:<order>:<item>:<assignment>:<project>`',
			),
			project_id: sync('Procore project, empty for vendors'),
			procore_id: sync('the object in Procore, empty while there is none'),
			action: sync(
				"`create`, `link` (an object that was there became this document's), `update`, `reopen` (an approved contract went back to Draft and was approved again), `void`, `none`",
			),
			status: sync('`synced`, `unchanged`, `planned`, `ignored`, `waiting`, `held`, `failed`'),
			reason: sync('why it did not go through, see [reasons.md](reasons.md)'),
			message: sync("the names and numbers of this case; for what Procore refused, Procore's words"),
			fingerprint: sync('of what Procore should hold'),
			previous_fingerprint: sync('of what was last written there'),
			detail: sync(
				"JSON. Vendors: `name`, and `rule` by which the vendor was found (`decision`, `origin_id`, `exact_name`, `new_name`); of a supplier that is held `party`, what SAP has of it, and `candidates`, the vendors that it may be, with what speaks for each. Contracts: `lines` (how many were added, changed, removed), `previousTotal`, `total`, `currency` and `supplier`, also of orders that are held. Requisitions: `contractOriginId`, `allocations`, `previousTotal`, `total`. All: `fields` that were sent (Procore's names), `remarks`, `advice`, `retryAt`",
			),
		},
	},
	allocations: {
		name: 'sap_procore_allocations',
		rowIs:
			'Where each account assignment went: one row for each assignment of an object that a run wrote, or in a preview would write. Append only; the latest `run_id` of an object that is not a preview is how it stands.',
		people: 'read',
		sync: 'appends',
		key: [],
		columns: {
			run_id: sync('as in the audit trail'),
			entity: sync('as in the audit trail'),
			sap_key: sync('as in the audit trail'),
			sap_item: sync('item of the document; empty for documents that have none'),
			assignment: sync('number of the account assignment; empty for documents that have none'),
			company_code: sync('what SAP said'),
			gl_account: sync('what SAP said'),
			cost_center: sync('what SAP said'),
			wbs_element: sync('what SAP said'),
			amount: sync('the share of this assignment. The shares of an item add up to the item, to the cent'),
			currency: sync('of the amount'),
			project_id: sync('where it went'),
			cost_code: sync('where it went'),
			cost_type: sync('where it went: cost type, and the sub job and segments of the budget code where it has some'),
			rule: sync(
				'which row of `sap_procore_cost_codes` and which cell of `sap_procore_projects` decided, as they were then. Of a requisition: the line of the order',
			),
			origin_id: sync('the object in Procore'),
			line_origin_id: sync('the line in Procore'),
			customer: customerOfSync,
		},
	},
	exceptions: {
		name: 'sap_procore_exceptions',
		rowIs: 'What needs a person or another run: one row for each document and Procore project, with its latest reason.',
		people: 'read; may set a row to `ignored` or back to `open`',
		sync: 'opens, parks and resolves',
		key: ['customer', 'entity', 'sap_key', 'project_id'],
		columns: {
			entity: sync(
				'`project` (the roster), `supplier`, `cost_code`, `budget`, `purchase_order`, `requisition`, `supplier_invoice` or `actual_cost`; `run`: a node stopped without saying in which lane',
			),
			sap_key: sync(
				'number of the supplier, the order and so on. Empty: the lane as a whole could not read or decide, for example because SAP was down',
			),
			status: {
				type: 'string',
				writer: 'both',
				meaning:
					'`open`; `parked`: no run takes it up by itself any more; `resolved`; or `ignored` by a person, until `ignored_until` or until the document changes in SAP or has other trouble. A person may set it to `ignored` or back to `open`',
				caseless: true,
			},
			title: sync('what is the matter'),
			message: sync('the names and numbers of this case'),
			advice: sync('what to do'),
			reason: sync('its code. All reasons: [reasons.md](reasons.md)'),
			project_id: sync('the Procore project that it is about. Empty: the document as a whole'),
			attempts: count(
				'runs in a row that met it. It starts again when a held one turns into one that waits or failed, or the other way round',
			),
			first_seen: sync('when it opened'),
			last_seen: sync('the last run that met or resolved it'),
			next_attempt_at: sync(
				'from when on a run tries it again. Empty for held ones and those that wait for another document: every run looks at them; and for parked ones: none does. It starts no run by itself',
			),
			run_id: sync('the last run that met or resolved it'),
			customer: customerOfSync,
			amount: sync('what is at stake: the amount of the document in this project; empty where it has none'),
			currency: sync('of the amount'),
			unmapped: sync(
				'JSON: the account assignments that lack a cost code, each with company code, G/L account, cost center, WBS element, amount, currency and the text of an item; empty where none does',
			),
			sap_changed_at: sync('when SAP changed the document last, as far as the last run that met it knew'),
			announced_run: sync('the run that announced it on the output *New Exceptions*; `pending`: not yet announced'),
			ignored_until: person(
				'of an ignored one: the day from which on runs take it up again, `2026-12-31`. Empty: never by itself',
			),
			ignored_reason: person('of an ignored one: why'),
			...changed,
		},
	},
	approvals: {
		name: 'sap_procore_approvals',
		rowIs:
			'A change that somebody was asked to approve, and what came of it: one row each time that a run asked. Only with *Approval* on.',
		people: 'decide on the page *Exceptions*',
		sync: 'asks; says what was carried out',
		key: ['customer', 'origin_id', 'plan', 'run_id'],
		columns: {
			entity: sync('what it is about, as in the exceptions'),
			sap_key: sync('number of the order and so on'),
			project_id: sync('the Procore project'),
			change: sync('`void`, `empty` (its amount becomes zero), `reopen`, `create` or `update`'),
			what: sync('what would happen, in words'),
			before_amount: sync('what Procore holds'),
			after_amount: sync('what it would hold'),
			moved_amount: sync('the difference, without a sign'),
			currency: sync('of the amounts'),
			state: {
				type: 'string',
				writer: 'both',
				meaning:
					'`waiting`, `approved`, `left` (somebody decided to leave it as it is), `used` (approved and carried out), `outdated` (SAP or Procore has changed since, or nothing is to be done any more)',
				caseless: true,
			},
			asked_at: sync("when it was asked, by n8n's clock"),
			run_id: sync('the run that asked'),
			settled_run: sync('the run that carried it out, or found it outdated'),
			origin_id: sync('the object in Procore'),
			plan: sync(
				'hash of what would be done, and of what Procore held. An approval counts for that alone: if either changes, it is asked again',
			),
			customer: customerOfSync,
			...changed,
		},
	},
	project_codes: {
		name: 'sap_procore_project_codes',
		rowIs: 'The cost codes that a Procore project has, as they were read for the page *Mapping*. One row per project.',
		people: 'leave alone',
		sync: 'the page *Mapping* reads them again when somebody asks for it',
		key: ['customer', 'project_id'],
		columns: {
			customer: customerOfSync,
			project_id: sync('the Procore project'),
			codes: sync('JSON: a list of cost code, cost type and the names of both'),
			read_at: sync("when they were read, by n8n's clock"),
		},
	},
	page_facts: {
		name: 'sap_procore_page_facts',
		rowIs:
			'What a page has read of SAP last and shows, as of then, when it is opened again without reading all of SAP. One row per page.',
		people: 'leave alone',
		sync: 'the page *Mapping* writes it whenever it has read SAP',
		key: ['customer', 'page'],
		columns: {
			customer: customerOfSync,
			page: sync('the page'),
			read_at: sync("when SAP was read, by n8n's clock"),
			content: sync('JSON: how much of the value has a cost code, and the texts of what lacks one'),
		},
	},
	changes: {
		name: 'sap_procore_changes',
		rowIs:
			'What somebody changed in a table on a page of the report workflow, one row for each row that was changed. It is written before the change is made.',
		people: 'read',
		sync: 'pages append; say what was undone',
		key: [],
		columns: {
			customer: customerOfSync,
			at: sync("when, by n8n's clock"),
			changed_by: sync('who'),
			summary: sync('what, in one line'),
			form_id: sync('the form that was sent: rows with the same one belong together'),
			table_name: sync('the table'),
			row_key: sync('JSON: the cells that say which row it was'),
			before_cells: sync('JSON: the cells that were changed, as they were; empty where the row was added'),
			after_cells: sync('JSON: the same cells afterwards; empty where the row was deleted'),
			undone: sync('who undid it, and when; or why it was not made'),
		},
	},
	signoffs: {
		name: 'sap_procore_signoffs',
		rowIs: 'A reconciliation that somebody has signed off, with its figures as they were. Append only.',
		people: 'read',
		sync: 'the page *Reconciliation* appends',
		key: [],
		columns: {
			customer: customerOfSync,
			month: sync('the month that is closed with it, `2026-10`'),
			signed_at: sync("when, by n8n's clock"),
			signed_by: sync('who'),
			note: sync('what they said about it'),
			read_at: sync('when both systems were read'),
			ties_out: sync('`yes`, with what the workflow filters out, or `no`'),
			form_id: sync('the form that was sent'),
			content: sync('JSON: the rows of the file, as they were'),
		},
	},
	forms: {
		name: 'sap_procore_forms',
		rowIs:
			'A form of a page that somebody was shown, so that it is carried out once however often it is sent. Kept for two days.',
		people: 'leave alone',
		sync: 'one row per form',
		key: ['customer', 'form_id'],
		columns: {
			customer: customerOfSync,
			form_id: sync('a random text'),
			action: sync('what it does: `retry`, `ignore`, `reopen`, `approve`, `leave`, `map`, `stop`, `undo`, `signOff`'),
			status: sync('`offered`, `taken` (being carried out), `done`'),
			offered_at: sync("when it was shown, by n8n's clock"),
			taken_by: sync('the execution that carries it out'),
			sent_by: sync('who sent it'),
			result: sync('JSON: what came of it'),
		},
	},
} as const satisfies Record<string, TableDefinition>;

/** How the ledger calls a table. */
export type TableName = keyof typeof definitions;

export const tableNames = Object.keys(definitions) as TableName[];
