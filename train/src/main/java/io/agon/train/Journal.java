package io.agon.train;

import io.agon.config.ConfigException;
import io.agon.loop.LoopFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * What a loop has done, in a folder, so that it goes on after it was killed: {@code loop.json} says what the loop is,
 * {@code round-007-lessons.json} what was selected, {@code round-007-job.json} which job learns from it, and
 * {@code round-007.json} the checkpoint. Each file appears whole or not at all. Models and lessons are written as JSON
 * by Jackson: records, lists, texts and numbers will do.
 *
 * @param <M> a model
 * @param <E> what can be learnt from one rollout
 */
public final class Journal<M, E> {

    private final LoopFolder folder;
    private final JavaType checkpoint;
    private final JavaType draft;

    /** A journal in a folder, which is made when it is not there. */
    public Journal(Path folder, Class<M> model, Class<E> lesson) {
        this.folder = new LoopFolder(folder);
        TypeFactory types = JsonMapper.shared().getTypeFactory();
        checkpoint = types.constructParametricType(Checkpoint.class, model);
        draft = types.constructParametricType(Draft.class, lesson);
    }

    /**
     * What a round selected, before it was learnt.
     *
     * @param told what the sampler is told of each scenario
     */
    record Draft<E>(List<Trajectory<E>> lessons, List<Told> told, Work work) {}

    /** What came of a scenario. */
    record Told(long scenario, int successes, int rollouts) {}

    private record Job(String job) {}

    /**
     * All checkpoints that are kept, in order.
     *
     * @throws ConfigException when a file is cut off, as are all that read the folder
     */
    public List<Checkpoint<M>> checkpoints() {
        var all = new ArrayList<Checkpoint<M>>();
        for (var next = checkpoint(0); next.isPresent(); next = checkpoint(all.size())) {
            all.add(next.get());
        }
        return all;
    }

    /** @throws TrainingException when the folder holds another loop: says what differs */
    void open(Map<String, String> settings) throws TrainingException {
        Optional<String> difference = folder.open(settings);
        if (difference.isPresent()) {
            throw new TrainingException(folder.path() + " " + difference.get());
        }
    }

    Optional<Checkpoint<M>> checkpoint(int round) {
        return folder.read(name(round, ""), checkpoint);
    }

    /** The last thing written of a round. */
    void ended(Checkpoint<M> ended) {
        folder.write(name(ended.round(), ""), ended);
    }

    Optional<Draft<E>> draft(int round) {
        return folder.read(name(round, "-lessons"), draft);
    }

    void drafted(int round, Draft<E> drafted) {
        folder.writeDense(name(round, "-lessons"), drafted);
    }

    Optional<String> job(int round) {
        return folder.<Job>read(name(round, "-job"), JsonMapper.shared().constructType(Job.class))
                .map(Job::job);
    }

    void submitted(int round, String job) {
        folder.write(name(round, "-job"), new Job(job));
    }

    private static String name(int round, String what) {
        return "round-%03d%s.json".formatted(round, what);
    }
}
