/** Reports in the browser of the person who sits at this machine. */
@NullMarked
package io.agon.web;

import org.jspecify.annotations.NullMarked;
