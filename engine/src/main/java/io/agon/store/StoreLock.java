package io.agon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One writer at a time; the operating system gives the lock back when a process dies, however it dies. */
public final class StoreLock implements AutoCloseable {

    /** Where the lock is: beyond the text, so that others may read who holds it. */
    private static final long POSITION = 1 << 20;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock; a {@link StoreException} that says who holds it when somebody else does. */
    static StoreLock take(Path store) {
        return tryTake(store)
                .orElseThrow(() -> new StoreException(
                        "%s: another process%s is running an experiment with this store; wait for it, stop it, or name another place for the store. Reading (list, show, export) works meanwhile."
                                .formatted(store, holder(file(store)))));
    }

    /** The lock; empty when somebody else holds it. */
    public static Optional<StoreLock> tryTake(Path store) {
        FileChannel channel;
        try {
            channel = FileChannel.open(file(store), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreException(
                    "%s: the store cannot be written (%s); check the permissions of its folder, or name another place"
                            .formatted(store, e.getMessage()),
                    e);
        }
        try {
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            byte[] holder = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            var unused = channel.write(ByteBuffer.wrap(holder), 0);
            return Optional.of(new StoreLock(channel));
        } catch (IOException e) {
            throw new StoreException("%s: the store cannot be locked: %s".formatted(store, e.getMessage()), e);
        }
    }

    private static Path file(Path store) {
        return store.resolveSibling(store.getFileName() + ".lock");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Number of the process that holds the lock of a place, in brackets after a blank; empty when it is not known. */
    public static String holderOf(Path store) {
        return holder(file(store));
    }

    private static String holder(Path file) {
        try {
            return " (process %s)".formatted(Files.readString(file).strip());
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("The lock of the store cannot be given back: " + e.getMessage(), e);
        }
    }
}
