/** A durable store on LMDB. */
package dev.feedhub.store.lmdb;
