/** Measurements beside what users would pick instead. Never run as tests. */
package dev.feedhub.benchmarks;
