/** Who proposes edits: language models asked in several forms, recorded answers, snippets. */
@NullMarked
package io.agon.improve.optimizer;

import org.jspecify.annotations.NullMarked;
