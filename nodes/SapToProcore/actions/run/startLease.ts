import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { leaseTaken } from '../../../shared/heartbeat';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { readableTimes } from '../../../shared/texts';
import { takeLease, type LeaseAnswer } from '../../../shared/tables/lease';

type HeldLease = { holder: string } & Pick<Extract<LeaseAnswer, { taken: true }>, 'givenBack' | 'state'>;

/** @throws NodeOperationError that says who has it, and until when at the latest */
export async function holdLease(
	context: IExecuteFunctions,
	customer: string,
	{ startedAt, takeOver, from }: { startedAt: string; takeOver: boolean; from: string },
): Promise<HeldLease> {
	const holder = `execution ${context.getExecutionId()} since ${startedAt}`;
	const taken = await takeLease(tableStoreOf(context), {
		customer,
		holder,
		now: startedAt,
		takeOver,
		...(from === '' ? {} : { from }),
		syncWorkflow: context.getWorkflow().id ?? '',
	});
	if (taken.taken) {
		leaseTaken(holder);
		return { holder, ...taken };
	}
	const { heldBy } = taken;
	throw new NodeOperationError(
		context.getNode(),
		`Another run of customer ${customer} is under way: ${readableTimes(`${heldBy.holder}, until ${heldBy.until}`)} at the latest`,
		{
			description:
				'This run stops; the other one does the work. If that one was broken off, the next run after this time starts, or one with the option Take Over.',
			// The alert workflow tells by it that nobody has to act.
			type: context.getMode() === 'manual' ? 'sap_procore_warning' : 'sap_procore_info',
			failure: { cause: 'temporarily-unavailable' },
		},
	);
}
