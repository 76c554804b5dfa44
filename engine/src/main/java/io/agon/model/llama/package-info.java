/**
 * Language models of the Llama architecture in plain Java, from the checkpoints of llama2.c: small ones, for examples,
 * tests and simulations with a real language model. Nothing to install, and the same text for the same seed anywhere.
 */
@NullMarked
package io.agon.model.llama;

import org.jspecify.annotations.NullMarked;
