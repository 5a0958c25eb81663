package dev.feedhub.conformance;

/** The rules of the contract that are about a hub over the store. */
interface HubConformance
        extends ContextRules,
                FeedRules,
                BackPressureRules,
                CodecRules,
                PrecedenceRules,
                HubRules,
                HubFailureRules,
                ListenerRules,
                ListenerConcurrencyRules,
                ListenerPropertyRules,
                StreamRules,
                StreamJoinRules,
                PublisherRules,
                PublisherEndRules,
                HistoryRules,
                HubCrashRules,
                HubBackupRules,
                ReaderRules,
                ReaderProcessRules {}
