package io.agon.improve;

import java.util.OptionalInt;

/**
 * An artifact and where it comes from.
 *
 * @param number in the order in which candidates appeared; the start is 0
 * @param parent the candidate that was edited; empty for the start
 * @param update that made it, from 1; 0 for the start
 * @param artifact what it is
 * @param reasoning of the optimizer: untrusted
 */
public record Candidate(int number, OptionalInt parent, int update, Artifact artifact, String reasoning) {}
