import { upperFirst } from '../../shared/texts';
import { entityTable, isEntity, readableKey } from '../../shared/entities';
import type { Party } from '../../shared/reasons';

const parties: Record<Party, string> = {
	sap: 'keeps the data in SAP',
	procore: 'works in Procore',
	tables: 'fills the mapping tables',
	approval: 'approves changes on the page Exceptions',
	n8n: 'runs the workflow in n8n',
};

/** `whoever works in Procore or keeps the data in SAP`; `""` = nobody. */
export const whoText = (who: readonly Party[]): string =>
	who.length === 0 ? '' : `whoever ${who.map((party) => parties[party]).join(' or ')}`;

const nouns: Record<string, string> = { cost_code: 'cost code', wbs_element: 'WBS element', actual_cost: 'costs of' };

/** `Purchase order 4500000001` */
export function nameOf(entity: string, key: string): string {
	const noun = nouns[entity] ?? (isEntity(entity) ? entityTable[entity].noun : entity);
	return upperFirst(`${noun} ${readableKey(entity, key)}`.trim());
}

/** `2026-10-02 08:00 UTC`; what is no time stays as it is. */
export const momentText = (instant: string): string =>
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(instant) ? `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC` : instant;

/** n8n's execution in a run ID such as `20261001T060000Z-231`; `""` = it has none. */
export const executionIn = (runId: string): string => /^\d{8}T\d{6}Z-(.+)$/.exec(runId)?.[1] ?? '';
