/** The experiment file: read, checked with positions and mends, and turned into arenas, judges and settings. */
@NullMarked
package io.agon.config;

import org.jspecify.annotations.NullMarked;
