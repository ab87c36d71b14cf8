using System.Collections.Immutable;

namespace MlDsl.Analyzers.Flow;

/// <summary>One trainer that is fitted, with the columns that reach it.</summary>
/// <param name="Event">The fit or cross-validation.</param>
/// <param name="Estimator">The whole chain.</param>
/// <param name="Data">The view that the chain is fitted on.</param>
/// <param name="Step">The trainer.</param>
/// <param name="Before">The columns before it.</param>
internal sealed record Training(FlowEvent Event, Estimator Estimator, View Data, Step Step, Schema Before)
{
    public Trainer Trainer => Step.Trainer!;

    public Column? Label => Step.Label is { } name ? Before[name.Value] : null;

    public Column? Features => Step.Features is { } name ? Before[name.Value] : null;

    /// <summary>Every trainer of one chain.</summary>
    public static IEnumerable<Training> Of(Chain chain)
    {
        foreach (var (step, before) in chain.Steps)
            if (step.Trainer is not null)
                yield return new Training(chain.Event, chain.Estimator, chain.Data, step, step.Label is { } label ? before.Ensure(label.Value) : before);
    }

    /// <summary>The argument that lets a column with one of the values of <paramref name="label"/> into <paramref
    /// name="features"/>.</summary>
    public static Text? Entrance(Column features, ISet<Column> label)
    {
        foreach (Column column in features.Ancestry())
        {
            if (label.Contains(column) || column.Maker is not { } maker) continue;
            Column? from = column.Inputs.FirstOrDefault(label.Contains);
            if (from is null) continue;
            foreach (Text input in maker.Inputs())
                if (input.Value == from.Name) return input;
        }
        return null;
    }
}

/// <summary>A chain that is fitted or cross-validated, with the view it is given.</summary>
internal sealed class Chain(FlowEvent found, Estimator estimator, View data)
{
    private ImmutableArray<(Step Step, Schema Before)> steps;

    public FlowEvent Event { get; } = found;
    public Estimator Estimator { get; } = estimator;
    public View Data { get; } = data;

    /// <summary>Each step with the columns that reach it; worked out once for all rules.</summary>
    public ImmutableArray<(Step Step, Schema Before)> Steps => steps.IsDefault ? steps = [.. Estimator.Walk(Data.Schema)] : steps;

    public void Deconstruct(out FlowEvent found, out Estimator estimator, out View data) =>
        (found, estimator, data) = (Event, Estimator, Data);
}
