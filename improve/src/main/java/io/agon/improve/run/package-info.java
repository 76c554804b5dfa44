/** The running loop: collects, proposes, evaluates, decides, keeps. */
@NullMarked
package io.agon.improve.run;

import org.jspecify.annotations.NullMarked;
