import type { INode } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import type { Lane, PostedOn, Run } from '../../../shared/model';
import { reasons } from '../../../shared/reasons';
import { failedOutcome } from '../documents';
import type { Row } from '../operation';

const keyOf = (sapProject: string) => `SAP project ${sapProject}`;

/** The SAP projects that SAP has to show postings of. Somebody who replays one knows that they are gone. */
export const neededOf = ({ mode }: Run, { sapProjects, keys }: Lane): string[] =>
	sapProjects.filter((number) => mode !== 'replay' || !keys.includes(keyOf(number)));

/** A SAP project that SAP shows no posting of any more, as a cost of it that cannot be read. */
export function notShownRow(node: INode, sapProject: string): Row {
	const error = apiError(node, {
		message: `SAP shows no costs of the SAP project with the internal number ${sapProject} any more`,
		description: reasons.costs_not_shown.advice,
		reason: 'costs_not_shown',
	});
	const posted: PostedOn = { wbsElement: null, order: '', costCenter: '', projectInternalId: sapProject };
	return { json: failedOutcome('actual_cost', keyOf(sapProject), error, { posted }), error };
}
