package io.agon.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Agon this is. */
final class Version implements IVersionProvider {

    /** As in the manifest of the jar; "development" when run from classes. */
    static String text() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"agon " + text() + " (Java " + Runtime.version().feature() + ")"};
    }
}
