package io.agon.model.provider;

import io.agon.model.Endpoint;
import io.agon.model.Guard;
import io.agon.model.Limits;
import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import io.agon.model.Price;
import io.agon.model.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All models that an experiment can name: those over HTTP that come with Agon, and those of the services found on the
 * class path. Endpoints of the same provider and base URL share a guard. Safe for use by several threads.
 */
public final class Models {

    private final Environment environment;
    private final PriceTable prices;
    private final Function<String, Limits> limits;
    private final HostedProvider hosted;
    private final List<ModelProvider> services;
    private final Map<String, Guard> guards = new ConcurrentHashMap<>();

    /**
     * With the services of the class path.
     *
     * @param limits of a provider by its name, for each of its base URLs
     */
    public Models(Environment environment, PriceTable prices, Function<String, Limits> limits) {
        this(environment, prices, limits, services());
    }

    /**
     * With these services, which go before the providers that come with Agon.
     *
     * @param limits of a provider by its name, for each of its base URLs
     */
    public Models(
            Environment environment, PriceTable prices, Function<String, Limits> limits, List<ModelProvider> services) {
        this.environment = environment;
        this.prices = prices;
        this.limits = limits;
        this.hosted = new HostedProvider(environment);
        this.services = List.copyOf(services);
        // Also the keys of providers that no endpoint uses: an exported environment may show up in any text.
        Vendor.all()
                .forEach(vendor ->
                        vendor.keyVariables().forEach(it -> environment.get(it).ifPresent(Secrets::register)));
    }

    /** For the experiment in {@code folder}: keys from the environment and {@code .env}, standard prices and limits. */
    public static Models in(Path folder) {
        return new Models(Environment.ofProcess(folder), PriceTable.standard(), name -> Limits.DEFAULT);
    }

    private static List<ModelProvider> services() {
        List<ModelProvider> found = new ArrayList<>();
        ServiceLoader.load(ModelProvider.class).forEach(found::add);
        return found;
    }

    /**
     * What an operator wants to know of a provider.
     *
     * @param name in experiment files
     * @param keyVariables environment variables that may hold its key; none when it needs no key
     * @param keyPresent whether one does; never which key
     * @param host of its base URL; empty when each customer has another and none is set
     */
    public record Provider(String name, List<String> keyVariables, boolean keyPresent, Optional<String> host) {

        public Provider {
            keyVariables = List.copyOf(keyVariables);
        }

        /** Whether a call can be made as far as one can tell without making one. */
        public boolean ready() {
            return host.isPresent() && (keyVariables.isEmpty() || keyPresent);
        }
    }

    /** The providers over HTTP, by name. */
    public List<Provider> providers() {
        return Vendor.all().stream()
                .map(vendor -> new Provider(
                        vendor.name(),
                        vendor.keyVariables(),
                        vendor.keyVariables().stream()
                                .anyMatch(it -> environment.get(it).isPresent()),
                        vendor.baseOf(environment).map(Models::host)))
                .toList();
    }

    /**
     * A model ready to be asked.
     *
     * @throws IllegalArgumentException with the mend when that cannot be: an unknown provider, a missing key or file
     */
    public Endpoint endpoint(ModelId id, ModelOptions options) {
        for (ModelProvider service : services) {
            if (service.serves(id)) {
                Model model = service.open(id, options);
                return service.local()
                        ? new Endpoint(model, Optional.of(Price.FREE))
                        : new Endpoint(model, prices.of(id), guard(id, "", id.provider()));
            }
        }
        if (!hosted.serves(id)) {
            throw new IllegalArgumentException("There is no provider '%s' for %s. Known are %s%s."
                    .formatted(id.provider(), id, names(), services.isEmpty() ? "" : " and those of added modules"));
        }
        Vendor.Site site = hosted.site(id, options);
        String label = site.official() ? id.provider() : site.toString();
        return new Endpoint(
                hosted.open(id, options), prices.of(id), guard(id, site.base().toString(), label));
    }

    /** What the guards saw, by provider. */
    public List<Guard.State> guards() {
        return guards.values().stream()
                .map(Guard::state)
                .sorted(java.util.Comparator.comparing(Guard.State::name))
                .toList();
    }

    private Guard guard(ModelId id, String base, String label) {
        return guards.computeIfAbsent(
                id.provider() + " " + base, unused -> new Guard(label, limits.apply(id.provider())));
    }

    private static String names() {
        return Vendor.all().stream().map(Vendor::name).collect(Collectors.joining(", "));
    }

    private static String host(URI base) {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }
}
