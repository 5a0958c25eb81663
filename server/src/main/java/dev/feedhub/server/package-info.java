/**
 * A hub over HTTP: JSON-RPC at {@code /rpc}, server-sent events and publishing at {@code /events}. {@code docs/PROTOCOL.md} has the protocol;
 * {@link dev.feedhub.server.HubServer} is where to start.
 */
package dev.feedhub.server;
