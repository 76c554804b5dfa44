/** Improvement files: reading, checking, and what they make. */
@NullMarked
package io.agon.improve.file;

import org.jspecify.annotations.NullMarked;
