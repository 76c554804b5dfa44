/** Code of candidates: a total rule language, and Java in a sandbox of the operating system. */
@NullMarked
package io.agon.improve.code;

import org.jspecify.annotations.NullMarked;
