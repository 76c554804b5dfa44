package io.agon.config;

import io.agon.budget.Budget;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Limits;
import io.agon.model.MissingVariableException;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.provider.Environment;
import io.agon.model.provider.Models;
import io.agon.model.provider.PriceTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models of one file, for policies and judges alike: they share guards, prices and keys. What is wrong is
 * collected. A missing key is no problem of the file: it is an obstacle, which only running meets.
 */
public final class Endpoints {

    private final Path folder;
    private final Models models;
    private final PriceTable prices;
    private final Budget budget;
    private final String key;
    private final List<ProviderSource> providers;
    private final Map<List<Object>, Endpoint> open = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Problem> obstacles = new LinkedHashMap<>();

    /**
     * Those that a file names.
     *
     * @param file beside which relative files and {@code .env} are
     * @param key of the budget in usd, such as {@code experiment.budget.usd}
     */
    public Endpoints(Path file, List<ProviderSource> providers, Budget budget, String key) {
        this.key = key;
        this.providers = List.copyOf(providers);
        this.budget = budget;
        Map<String, Price> own = new LinkedHashMap<>();
        Map<String, Limits> limits = new HashMap<>();
        for (ProviderSource provider : providers) {
            provider.price().ifPresent(it -> own.put(provider.id().toString(), it));
            provider.limits().ifPresent(it -> limits.put(provider.id().provider(), it));
        }
        prices = PriceTable.standard().with(own);
        folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        models = new Models(Environment.ofProcess(folder), prices, name -> limits.getOrDefault(name, Limits.DEFAULT));
    }

    /** The models themselves. */
    Models models() {
        return models;
    }

    /** The entry of {@code providers} with this label. */
    Optional<ProviderSource> provider(String label) {
        return providers.stream().filter(it -> it.label().equals(label)).findFirst();
    }

    /** The model of a provider. */
    public Endpoint open(ProviderSource provider) {
        return open(provider.id(), provider.options(), provider.place());
    }

    /** A model that the file names at {@code place} and says no more about. */
    Endpoint open(ModelId id, Place place) {
        return open(id, ModelOptions.in(folder), place);
    }

    /** A model that the file names at {@code place}. */
    Endpoint open(ModelId id, ModelOptions options, Place place) {
        return open.computeIfAbsent(List.of(id, options), none -> {
            Endpoint endpoint = make(id, options, place);
            if (budget.usd() != null && endpoint.price().isEmpty()) {
                problems.add(place.problem(
                        "%s: nobody knows what %s costs, so a budget in usd cannot be kept; add price: {input: ..., output: ...} (US dollars per million tokens) under the provider, or drop %s"
                                .formatted(place.key(), id, key)));
            }
            return endpoint;
        });
    }

    private Endpoint make(ModelId id, ModelOptions options, Place place) {
        String why;
        try {
            return models.endpoint(id, options);
        } catch (MissingVariableException e) {
            why = String.valueOf(e.getMessage());
            obstacles.putIfAbsent(why, place.problem(why));
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
            problems.add(place.problem("%s: %s".formatted(place.key(), why)));
        }
        return new Endpoint(new Unreachable(id, why), prices.of(id));
    }

    /** What shapes the replies of each model that was opened, in alphabetical order. */
    List<String> identities() {
        return open.values().stream()
                .map(Endpoint::identity)
                .distinct()
                .sorted()
                .toList();
    }

    /** What is wrong with the file. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What this machine lacks to run: keys and addresses. */
    public List<Problem> obstacles() {
        return List.copyOf(obstacles.values());
    }

    /** Stands for a model of which a variable is missing, so that everything but running works. */
    private record Unreachable(ModelId id, String why) implements Model {
        @Override
        public Reply complete(Request request, long seed, String key) throws ModelException {
            throw new ModelException(new Fault.Rejected(0), why);
        }
    }
}
