/** Calls as OpenTelemetry sees them, by the semantic conventions for generative AI. Silent unless a user sets it up. */
@NullMarked
package io.agon.model.telemetry;

import org.jspecify.annotations.NullMarked;
