package io.agon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the output goes to.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param colour whether its reader wants colours: not with NO_COLOR, nor on a dumb terminal
 */
record Terminal(boolean out, boolean err, boolean colour) {

    /** No terminal: a file or a pipe. */
    static final Terminal NONE = new Terminal(false, false, false);

    /** A terminal with fewer columns is taken to have this many. */
    static final int NARROWEST = 20;

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    /** Columns and rows. */
    record Size(int columns, int rows) {}

    /**
     * What this process writes to. Where there is no shell to ask, no terminal is assumed: plain lines are right
     * everywhere.
     */
    static Terminal of(Map<String, String> environment) {
        int code = 0;
        try {
            Process process = new ProcessBuilder("sh", "-c", "c=0; [ -t 1 ] && c=1; [ -t 2 ] && c=$((c+2)); exit $c")
                    .inheritIO()
                    .start();
            code = process.waitFor(2, TimeUnit.SECONDS) ? process.exitValue() : 0;
        } catch (IOException e) {
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String noColour = environment.getOrDefault("NO_COLOR", "");
        String type = environment.getOrDefault("TERM", "");
        boolean capable = !type.equals("dumb");
        return new Terminal((code & 1) != 0, (code & 2) != 0 && capable, capable && noColour.isEmpty());
    }

    /** Its size now. */
    static Size size() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", 2);
            if (answer.length == 2) {
                int rows = Integer.parseInt(answer[0]);
                int columns = Integer.parseInt(answer[1]);
                if (rows > 0 && columns > 0) {
                    return new Size(Math.max(NARROWEST, columns), rows);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // No terminal to ask: the usual size will do.
        }
        return new Size(USUAL_WIDTH, USUAL_HEIGHT);
    }
}
