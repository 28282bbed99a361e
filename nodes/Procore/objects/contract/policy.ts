export const onApprovedPolicies = ['reopen', 'reopenOrChangeOrder', 'hold', 'changeOrder'] as const;
export const onEditedPolicies = ['hold', 'overwrite'] as const;

/** What a person decided beforehand. */
export interface ContractPolicy {
	onApproved: (typeof onApprovedPolicies)[number];
	onEdited: (typeof onEditedPolicies)[number];
	/** Somebody asked for these very documents. */
	isReplay: boolean;
}
