package io.agon.model.provider;

import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import io.agon.model.Secrets;
import io.agon.model.telemetry.ObservedModel;

/** The providers over HTTP that come with Agon. */
final class HostedProvider implements ModelProvider {

    private final Environment environment;

    HostedProvider(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean serves(ModelId id) {
        return Vendor.of(id.provider()).isPresent();
    }

    @Override
    public boolean local() {
        return false;
    }

    @Override
    public Model open(ModelId id, ModelOptions options) {
        Vendor.Site site = site(id, options);
        boolean contents = environment
                .get(ObservedModel.CAPTURE)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return new ObservedModel(
                new HostedModel(id, options, site),
                site.base().getHost(),
                site.base().getPort(),
                contents);
    }

    /** Where a model is; its key is a secret from here on. */
    Vendor.Site site(ModelId id, ModelOptions options) {
        Vendor.Site site = Vendor.of(id.provider()).orElseThrow().site(environment, options);
        site.key().ifPresent(Secrets::register);
        return site;
    }
}
