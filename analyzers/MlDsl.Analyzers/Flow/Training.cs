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

    /// <summary>Every trainer fitted in <paramref name="flow"/>.</summary>
    public static IEnumerable<Training> In(MethodFlow flow)
    {
        foreach (var (found, estimator, data) in Chains(flow))
            foreach (var (step, before) in estimator.Walk(data.Schema))
                if (step.Trainer is not null)
                    yield return new Training(found, estimator, data, step, step.Label is { } label ? before.Ensure(label.Value) : before);
    }

    /// <summary>Every chain that is fitted, with the view it is fitted on.</summary>
    public static IEnumerable<(FlowEvent Event, Estimator Estimator, View Data)> Chains(MethodFlow flow)
    {
        foreach (FlowEvent found in flow.Events)
        {
            if (found is FitEvent fit) yield return (fit, fit.Estimator, fit.Data);
            else if (found is CrossValidateEvent cross) yield return (cross, cross.Estimator, cross.Data);
        }
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
