using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>What a step does to the columns that reach it.</summary>
internal static class StepEffects
{
    /// <summary>The parameters by which trainers are told what to call their outputs.</summary>
    private static readonly string[] OutputNames = ["scoreColumnName", "predictedLabelColumnName", "outputColumnName"];

    /// <summary>The schema after <paramref name="step"/>.</summary>
    public static Schema Apply(this Schema schema, Step step)
    {
        if (step.IsOpaque) return Schema.Unknown;
        if (step.IsCache) return schema;
        if (step.IsCalibrator)
            return schema.With(new Column("Probability", ItemType.Scalar(ItemKind.Single), step, []));
        if (step.Trainer is { } trainer) return ApplyTrainer(schema, step, trainer);
        if (!step.IsKnown) return Custom(schema, step) ?? Schema.Unknown;

        switch (step.Transform!.Method)
        {
            case "DropColumns": return schema.Without(step.Names.Select(static n => n.Value));
            case "SelectColumns": return schema.Only([.. step.Names.Select(static n => n.Value)]);
        }

        // All outputs of one step are made from what was there before it.
        foreach (Text input in step.Inputs()) schema = schema.Ensure(input.Value);
        Schema after = schema;
        foreach (Mapping mapping in step.Mappings)
        {
            ImmutableArray<Column> inputs = [.. mapping.Inputs.Select(i => schema[i.Value] ?? Column.Loaded(i.Value, ItemType.Unknown))];
            after = after.With(new Column(mapping.Output.Value, TypeOf(step, inputs), step, inputs));
        }
        return after;
    }

    /// <summary>The schema after each step of <paramref name="estimator"/>, the first being what reaches the first step.</summary>
    public static IEnumerable<(Step Step, Schema Before)> Walk(this Estimator estimator, Schema schema)
    {
        foreach (Step step in estimator.Steps)
        {
            yield return (step, schema);
            schema = schema.Apply(step);
        }
    }

    public static Schema Apply(this Schema schema, Estimator estimator)
    {
        foreach (Step step in estimator.Steps) schema = schema.Apply(step);
        return schema;
    }

    // The members of a custom mapping's output type are added; what they are computed from is not known.
    private static Schema? Custom(Schema schema, Step step)
    {
        if (step.Adds is not { } added) return null;
        foreach (Column column in added.Columns.Values) schema = schema.With(new Column(column.Name, column.Type, step, []));
        return added.IsOpen ? schema.Open() : schema;
    }

    private static Schema ApplyTrainer(Schema schema, Step step, Trainer trainer)
    {
        if (step.Label is { } label) schema = schema.Ensure(label.Value);
        ImmutableArray<Column> features = step.Features is { } name && schema[name.Value] is { } column ? [column] : [];
        // Names that were given and are not known may be any.
        if (OutputNames.Any(n => step.Has(n) && !step.Arguments.ContainsKey(n))) schema = schema.Open();
        string Named(string usual, params string[] parameters) =>
            parameters.Select(p => step.Arguments.TryGetValue(p, out Value? given) ? (given as Text)?.Value : null).FirstOrDefault(static n => n is not null) ?? usual;
        Column Write(string output, ItemType type) => new(output == "Score" ? Named(output, "scoreColumnName") : Named(output, "predictedLabelColumnName", "outputColumnName"), type, step, features);
        // Answers and the tags of words have columns and sizes of their own.
        if (trainer.Method is "QuestionAnswer") return schema.Open();
        if (trainer.Method is "NamedEntityRecognition") return schema.With(Write("PredictedLabel", ItemType.Unknown));
        var single = ItemType.Scalar(ItemKind.Single);
        switch (trainer.Task)
        {
            case MlTask.Binary:
                schema = schema.With(Write("Score", single)).With(Write("PredictedLabel", ItemType.Scalar(ItemKind.Boolean)));
                return trainer.Calibrated ? schema.With(new Column("Probability", single, step, features)) : schema;
            case MlTask.Multiclass:
                return schema.With(Write("Score", ItemType.Vector(ItemKind.Single))).With(Write("PredictedLabel",
                    ItemType.Scalar(ItemKind.Key)));
            case MlTask.Clustering:
                return schema.With(Write("Score", ItemType.Vector(ItemKind.Single))).With(Write("PredictedLabel",
                    ItemType.Scalar(ItemKind.Key)));
            case MlTask.Anomaly:
                return schema.With(Write("Score", single)).With(Write("PredictedLabel", ItemType.Scalar(ItemKind.Boolean)));
            default:
                return schema.With(Write("Score", single));
        }
    }

    private static ItemType TypeOf(Step step, ImmutableArray<Column> inputs)
    {
        ItemType first = inputs.IsEmpty ? ItemType.Unknown : inputs[0].Type;
        return step.Transform!.Result switch
        {
            Result.Same => first,
            Result.Converted => new(step.Constant("outputKind") is { } kind ? KindOf(kind) : step.Has("outputKind") ? ItemKind.Unknown : ItemKind.Single, first.Dimension),
            Result.Single => new(ItemKind.Single, first.Dimension),
            Result.SingleVector => ItemType.Vector(ItemKind.Single),
            Result.Boolean => new(ItemKind.Boolean, first.Dimension),
            Result.Text => new(ItemKind.Text, first.Dimension),
            Result.TextVector => new(ItemKind.Text, Dimension.Variable),
            Result.Key => new(ItemKind.Key, first.Dimension),
            Result.KeyVector => new(ItemKind.Key, Dimension.Variable),
            // A key holds the values it was made from.
            Result.KeyValues => inputs.Length == 1 && inputs[0] is { Maker.Transform.Method: "MapValueToKey", Inputs: [{ } source] }
                ? new(source.Type.Item, first.Dimension)
                : ItemType.Unknown,
            Result.OneHot => step.Constant("outputKind") switch
            {
                null when step.Has("outputKind") => ItemType.Unknown,
                null or 1 or 2 or 4 => ItemType.Vector(ItemKind.Single),
                _ => new(ItemKind.Key, first.Dimension),
            },
            Result.Concatenated => Concatenated(inputs),
            _ => ItemType.Unknown,
        };
    }

    private static ItemType Concatenated(ImmutableArray<Column> inputs)
    {
        ItemKind item = inputs.IsEmpty ? ItemKind.Unknown : inputs[0].Type.Item;
        if (inputs.Any(i => i.Type.Item != item)) item = ItemKind.Unknown;
        if (inputs.Any(static i => i.Type.Dimension == Dimension.Unknown)) return new(item, Dimension.Unknown);
        return new(item, inputs.Any(static i => i.Type.Dimension == Dimension.Variable) ? Dimension.Variable : Dimension.Vector);
    }

    /// <summary>The item kind of ML.NET's <c>DataKind</c>.</summary>
    public static ItemKind KindOf(long dataKind) => dataKind switch
    {
        1 => ItemKind.SByte,
        2 => ItemKind.Byte,
        3 => ItemKind.Int16,
        4 => ItemKind.UInt16,
        5 => ItemKind.Int32,
        6 => ItemKind.UInt32,
        7 => ItemKind.Int64,
        8 => ItemKind.UInt64,
        9 => ItemKind.Single,
        10 => ItemKind.Double,
        11 => ItemKind.Text,
        12 => ItemKind.Boolean,
        13 => ItemKind.TimeSpan,
        14 => ItemKind.DateTime,
        15 => ItemKind.DateTimeOffset,
        _ => ItemKind.Unknown,
    };
}
