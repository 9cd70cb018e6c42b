/** When commits reach a cluster. `automatic`: every one, healed and pruned. `approved`: a person starts each sync (FP-18). */
export type SyncMode = 'automatic' | 'approved';
