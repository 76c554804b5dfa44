/** Talking to language models: one seam for providers over HTTP and for models in this process; guarded and priced. */
@NullMarked
package io.agon.model;

import org.jspecify.annotations.NullMarked;
