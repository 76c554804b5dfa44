/**
 * Reports as web pages and pictures, and the seam to what serves them: seen by cli and web, which never see each other.
 */
@NullMarked
package io.agon.page;

import org.jspecify.annotations.NullMarked;
