import { committedAmount } from '../../../shared/coverage';
import { isUnorderedContract } from '../../../shared/originId';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { inCurrency } from '../kit/sums';
import { committed, orderOf, type ReportedContract } from './contracts';
import type { OtherContract } from './model';
import type { Names } from './names';

/**
 * Contracts that no order of SAP stands behind: entered by hand, another integration's, or of a requisition that is not
 * ordered and that somebody has approved in Procore. As long as nobody has, such a contract is committed nowhere.
 */
export function otherContracts(contracts: readonly ReportedContract[], system: string, names: Names): OtherContract[] {
	return contracts
		.filter((contract) => contract.deleted_at === '' && !orderOf(contract, system) && !isOnlyPending(contract, system))
		.map((contract) => {
			const projectId = contract.project.id;
			const currency = contract.currency_configuration?.currency_iso_code || names.currencyOf(projectId);
			return {
				...{
					projectId,
					contractId: contract.id,
					project: names.nameOf(projectId),
					number: contract.number,
					title: contract.title,
				},
				...{ status: contract.status, amount: inCurrency(committed(contract), currency), currency },
				originId: contract.origin_id,
			};
		})
		.sort((a, b) => compareSapKeys(a.projectId, b.projectId) || a.number.localeCompare(b.number, 'en'));
}

const isOnlyPending = (contract: ReportedContract, system: string) =>
	isUnorderedContract(contract.origin_id, system) && committedAmount(contract) === undefined;
