using System.Globalization;

namespace MlDsl.Training;

/// <summary>What models tell of themselves where runs are recorded; nothing where they are not.</summary>
internal static class TrackedModels
{
    /// <summary>Does what is to be recorded as one run.</summary>
    /// <param name="facts">What is known of it before.</param>
    /// <param name="act">Does it; its run is null where nothing is recorded.</param>
    public static T Under<T>(Func<RunFacts> facts, Func<TrackedRun?, T> act)
    {
        if (Tracking.Session?.Begin(facts) is not { } run) return act(null);
        T result;
        try
        {
            result = act(run);
        }
        catch (OperationCanceledException)
        {
            run.End(RunState.Cancelled);
            throw;
        }
        catch (Exception problem)
        {
            // The message might quote a row.
            run.End(RunState.Failed, problem.GetType().FullName);
            throw;
        }
        run.End(RunState.Finished);
        return result;
    }

    /// <summary>Fits a model, as a run of its own unless the training is part of one.</summary>
    public static T Fit<T>(Func<RunFacts> facts, TrainingControl control, Func<TrainingControl, T> fit, Func<T, ModelCard> cardOf) => control.IsPart ? fit(control) : Under(facts, run =>
    {
        if (run is null) return fit(control);
        T model = fit(control with { Progress = new TrackedProgress(run, control.Progress) });
        ModelCard card = cardOf(model);
        Belongs(card, run);
        run.Parameter("converged", card.Log.Converged ? "true" : "false");
        run.Metrics("training", card.Log.Iterations, [new("iterations", Metric.Point(card.Log.Iterations)), new("final objective", Metric.Point(card.Log.Objective))], isDurable: false);
        return model;
    });

    /// <summary>Says that what is known of a model belongs to a run.</summary>
    public static void Belongs(ModelCard card, TrackedRun? run)
    {
        if (run is not null) Tracking.Session?.Bind(card, run);
    }

    /// <summary>A model was evaluated: a step of its run, or a run of its own where it comes from a file.</summary>
    public static void Evaluated<TMetrics>(ModelCard card, DatasetSchema schema, RunData rows, TMetrics metrics, int times) where TMetrics : class, IMetrics<TMetrics>
    {
        if (Tracking.Session is not { } session) return;
        bool isKnown = session.RunOf(card) is not null;
        TrackedRun run = session.RunOf(card, () => new RunFacts(RunKind.Evaluation, card.Name, card.Version, [.. OfCard(card)], [.. ColumnsOf(schema)], []));
        run.Evaluation(rows, [.. Measured(metrics)], times);
        if (!isKnown) run.End(RunState.Finished);
    }

    /// <summary>A model was saved: its file is an artefact of its run, where it has one.</summary>
    public static void Saved(ModelCard card, string path, byte[] file)
    {
        if (Tracking.Session?.RunOf(card) is { } run) run.Artifact(Path.GetFileName(path), file, ModelArchive.Hash(file));
    }

    /// <summary>The columns and feature methods in canonical text; of those whose values are sensitive without what is declared of values.</summary>
    public static IEnumerable<string> ColumnsOf(DatasetSchema schema) =>
        schema.Columns.Concat(schema.Features).Select(static c => c.Role == ColumnRole.Sensitive ? $"{c.Name}:{c.Type}:{c.Role}:" : c.ToString());

    /// <summary>What decides a fit.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfFit(string task, TrainerOptions trainer, DatasetSchema schema, long rows, string fingerprint)
    {
        yield return new("task", task);
        yield return new("trainer", trainer.Trainer);
        foreach (var (name, value) in OptionWriter.Describe(trainer)) yield return new($"option.{name}", value);
        yield return new("schema.name", schema.Name);
        yield return new("schema.sha256", schema.Hash);
        yield return new("data.rows", rows.ToString(CultureInfo.InvariantCulture));
        yield return new("data.fingerprint", fingerprint);
    }

    /// <summary>How rows were split. Where other data is the test side, that it is, and not what it is called.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfSplit(SplitDescription split)
    {
        yield return new("split", Named(split, static _ => "of other data").ToString());
        if (split.Seed is { } seed) yield return new("split.seed", seed.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>How rows were split, as a model's card tells it: of a file that is the test side its name, and not the folders it lies in.</summary>
    public static string SplitOf(SplitDescription split) => Named(split, static source => source[(source.LastIndexOfAny(['/', '\\']) + 1)..]).ToString();

    private static SplitDescription Named(SplitDescription split, Func<string, string> name) => split with
    {
        TestSource = split.TestSource is null ? null : name(split.TestSource),
        Within = split.Within is null ? null : Named(split.Within, name),
    };

    private static IEnumerable<KeyValuePair<string, string>> OfCard(ModelCard card)
    {
        yield return new("task", card.Task);
        yield return new("trainer", card.Trainer);
        foreach (var (name, value) in card.Options) yield return new($"option.{name}", value);
        yield return new("data.rows", card.Rows.ToString(CultureInfo.InvariantCulture));
        yield return new("data.fingerprint", card.DataFingerprint);
        if (card.Parent is { } parent) yield return new("parent", parent);
    }

    // The metrics of slices carry values of sensitive columns, and stay where they are.
    private static IEnumerable<NamedMetric> Measured<TMetrics>(TMetrics metrics) where TMetrics : class, IMetrics<TMetrics>
    {
        foreach (NamedMetric named in metrics.Named) yield return named;
        foreach (NamedMetric named in metrics.Baseline?.Named ?? []) yield return new($"baseline {named.Name}", named.Metric);
        if (metrics.Level > 0) yield return new("level", Metric.Point(metrics.Level));
    }
}
