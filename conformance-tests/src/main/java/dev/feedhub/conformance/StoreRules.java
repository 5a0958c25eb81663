package dev.feedhub.conformance;

/** The rules of the contract that are about a store alone; {@link FeedhubConformance} runs them too. */
public interface StoreRules
        extends StoreAppendRules,
                StoreValueRules,
                StoreReadRules,
                StoreCursorRules,
                StoreQueryRules,
                StoreTrimRules,
                StoreConcurrencyRules,
                StoreCloseRules,
                StoreWaitRules,
                StoreDurableRules,
                StoreLockRules,
                StoreCrashRules,
                StoreBackupRules,
                StoreDamageRules,
                StoreForeignRules,
                StoreProcessRules,
                StoreFeatureRules,
                StorePropertyRules {}
