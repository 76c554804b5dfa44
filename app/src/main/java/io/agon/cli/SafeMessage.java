package io.agon.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.agon.model.Secrets;

/** The message of a log line without the keys of providers. Made by Logback, by its name in logback.xml. */
public final class SafeMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Secrets.redact(event.getFormattedMessage());
    }
}
