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
import org.jspecify.annotations.Nullable;

/** One writer at a time; the operating system gives the lock back when a process dies, however it dies. */
final class StoreLock implements AutoCloseable {

    /** Where the lock is: beyond the text, so that others may read who holds it. */
    private static final long POSITION = 1 << 20;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock take(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreException(
                    "%s: the store cannot be written (%s); check the permissions of its folder, or name another place"
                            .formatted(store, e.getMessage()),
                    e);
        }
        try {
            if (tryLock(channel) != null) {
                channel.truncate(0);
                var unused = channel.write(
                        ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
                return new StoreLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StoreException("%s: the store cannot be locked: %s".formatted(store, e.getMessage()), e);
        }
        throw new StoreException(
                "%s: another process%s is running an experiment with this store; wait for it, stop it, or name another place for the store. Reading (list, show, export) works meanwhile."
                        .formatted(store, holder(file)));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path file) {
        try {
            return " (%s)".formatted(Files.readString(file).strip());
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
