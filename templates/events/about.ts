export const about = `## Replay on events of Procore

As soon as somebody approves a contract in Procore, or merges or changes a vendor, the sync takes up again what has waited for it. Without this workflow the next run of the schedule does the same.

**Set up**
1. Procore reaches n8n by https only: \`WEBHOOK_URL\` of n8n is its https address. The app needs the permission **Webhooks API** (Standard).
2. *Contract changed*: enter the projects. *Vendor changed*: nothing to do; deactivate it where nobody merges vendors.
3. Choose the Procore credential in all three nodes.
4. *What to replay*: the \`customer\` as in the sync.
5. Publish. Publishing makes the hooks in Procore, unpublishing removes them.

An event is a hint only: *Read contract* looks at what Procore holds now. Where a run is under way nothing starts, and the next run takes it up.

Needs the community package n8n-nodes-sap-procore.`;
