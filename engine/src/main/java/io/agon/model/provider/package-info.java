/** Providers of models over HTTP: how each is reached, what its answers mean, and what its models cost. */
@NullMarked
package io.agon.model.provider;

import org.jspecify.annotations.NullMarked;
