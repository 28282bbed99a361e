/** What people may want to change, with the values of a new installation. Decisions are named as in the sync. */
export const settings: Record<string, string | number | boolean> = {
	customer: 'main',
	monthEndReports: 'exceptions, reconciliation',
	mailTo: '',
	mailFrom: '',
	syncEveryHours: 24,
	syncAtHour: 5,
	procoreCallsPerHour: 600,
	projectCurrency: 'USD',
	releaseGate: 'released',
	currencyPolicy: 'hold',
	ordersOutsideProjects: 'ignore',
	nearDuplicates: 'create',
	blockedSuppliers: 'ignore',
	ledger: '0L',
	readinessDays: 90,
	readinessTolerance: 0,
};
