package io.agon.improve.search;

import io.agon.improve.Pool;
import io.agon.improve.Search;
import java.util.List;
import java.util.random.RandomGenerator;

/** The champion, one proposal at a time. */
record Sequential() implements Search {

    @Override
    public Plan plan(Pool pool, RandomGenerator random) {
        return new Plan(List.of(new Expansion(pool.champion(), 1)), 0, false, Searches.others(pool));
    }
}
