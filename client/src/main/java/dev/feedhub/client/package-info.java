/** The hub of a node, from another process: {@link dev.feedhub.client.FeedhubClient}. */
package dev.feedhub.client;
