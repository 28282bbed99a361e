import type { Reason } from './reason';

/** Changes that somebody has to approve. */
export const approvalReasons = {
	approval_needed: {
		status: 'held',
		who: ['approval'],
		retry: 'onChange',
		title: 'Somebody has to approve the change',
		advice:
			'Open the page Exceptions and approve it under To approve, or decide to leave it as it is. The next run carries it out.',
		cases: {
			again: {
				when: 'it was decided on before, and has changed since',
				advice:
					'Look at it again on the page Exceptions, under To approve: what was decided on is no longer what would happen.',
			},
		},
	},
	left_as_it_is: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'Somebody decided to leave it as it is',
		advice: 'Nothing to do. It is asked again once the document changes in SAP.',
	},
} as const satisfies Record<string, Reason>;
