/** What policies share: features, Bradley-Terry fits, information. */
@NullMarked
package io.agon.structured;

import org.jspecify.annotations.NullMarked;
