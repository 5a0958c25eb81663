/**
 * The conformance kit: implement {@link dev.feedhub.conformance.FeedhubConformance} in a test class, and every rule of the
 * contract is run against a store.
 */
package dev.feedhub.conformance;
