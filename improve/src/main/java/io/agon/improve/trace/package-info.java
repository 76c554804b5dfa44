/** What happened when an artifact ran: typed nodes, operators, parameters, and feedback that goes back to them. */
@NullMarked
package io.agon.improve.trace;

import org.jspecify.annotations.NullMarked;
